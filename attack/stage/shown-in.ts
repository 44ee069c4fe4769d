import { EVERY_WAY } from './every-way.ts'

/** What can be read somewhere: "run token, in base64, in the job log". */
export type Shown = { what: string; way: string; where: string }

/** Letters and digits that count as the value, cut; what a transform makes of them is longer. */
const PART = 12

/**
 * Secrets that can be read in some texts, in any of the ways or cut, whatever stands between their letters. Knows nothing
 * of the redactor.
 */
export function shownIn(sinks: Record<string, string>, secrets: ReadonlyMap<string, string>): Shown[] {
  const forms = [...secrets].flatMap(([what, value]) => formsOf(value).map((form) => ({ what, ...form })))
  return Object.entries(sinks).flatMap(([where, text]) => {
    const read = readings(text)
    return forms
      .filter(({ form }) => read.some((one) => one.includes(form)))
      .map(({ what, way }) => ({ what, way, where }))
  })
}

export const tellShown = (shown: Shown[]) =>
  [...new Set(shown.map(({ what, way, where }) => `${what}, ${way}, in ${where}`))].slice(0, 10).join('; ')

/** Of a key in PEM a line of its middle: what others have as well proves nothing. */
export function hardest(value: string): string {
  return value.startsWith('-----BEGIN') ? (value.split('\n')[10] ?? '') : value
}

function formsOf(value: string): { way: string; form: string }[] {
  const known = hardest(value)
  const whole = Object.entries(EVERY_WAY).map(([way, write]) => ({ way, form: fold(write(known)) }))
  const parts = Array.from({ length: fold(known).length - PART + 1 }, (_, at) => ({
    way: 'cut',
    form: fold(known).slice(at, at + PART),
  }))
  return [...whole, ...parts].filter(({ form }) => form.length >= PART)
}

/** As it stands, and with JSON escapes undone, once for each text in a text. */
function readings(text: string): string[] {
  const all = [text]
  for (let round = 0; round < 3; round++) all.push(withoutEscapes(all.at(-1) ?? ''))
  return all.map(fold)
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, hex?: string, one?: string) =>
    hex === undefined
      ? /[nrtbf]/.test(one ?? '')
        ? ' '
        : (one ?? '')
      : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

const fold = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
