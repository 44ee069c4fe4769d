import type { Reading } from './reading.ts'

/** The characters of a reading that are compared, and where in it they stand. */
export type Folded = { codes: Uint16Array; at: Uint32Array; length: number }

/** How two texts are compared. `letters` sees ASCII letters and digits only, in lower case; `visible` all that shows. */
export type Fold = 'letters' | 'visible'

const LETTERS = table((code) => {
  if (code >= 48 && code <= 57) return code
  if (code >= 65 && code <= 90) return code + 32
  return code >= 97 && code <= 122 ? code : 0
})
const VISIBLE = table((code) => (code > 32 && code < 127 ? code : 0))

/** White space of every kind, controls, and what takes no room. */
const BLANK = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u

export function fold({ text }: Pick<Reading, 'text'>, by: Fold): Folded {
  const known = by === 'letters' ? LETTERS : VISIBLE
  const codes = new Uint16Array(text.length)
  const at = new Uint32Array(text.length)
  let written = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    let kept = unit < 128 ? (known[unit] ?? 0) : 0
    if (unit >= 128 && by === 'visible')
      kept = BLANK.test(String.fromCodePoint(pointAt(text, index))) ? 0 : unit
    if (kept === 0) continue
    codes[written] = kept
    at[written++] = index
  }
  return { codes, at, length: written }
}

/** Of a low surrogate the point of its pair, so that both halves are kept or dropped. */
function pointAt(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  const low = unit >= 0xdc00 && unit <= 0xdfff
  const pair = low && index > 0 ? (text.codePointAt(index - 1) ?? unit) : unit
  return low && pair > 0xffff ? pair : (text.codePointAt(index) ?? unit)
}

function table(keep: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => keep(code))
}
