/** A text as somebody could read it, with the way back: where each of its characters stood in the original. */
export type Reading = {
  text: string
  /** Offsets in the original at which a character begins and behind which it ends; null when nothing was moved. */
  from: Uint32Array | null
  to: Uint32Array | null
}

/** Rounds of escapes in escapes that are undone: a JSON text in a JSON text, in a URL. */
const ROUNDS = 3

/** Terminal sequences (CSI, OSC, the two-character ones), and characters that do not show; line breaks and tabs stay. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|\x1B[\]PX^_][^\x07\x1B]*(?:\x07|\x1B\\)|\x1B[ -/]*[0-~]|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\p{Default_Ignorable_Code_Point}/gu

/** Says quickly that there is nothing of it. */
const ODD = /[^\x20-\x7E\n\r\t]/

const ESCAPE =
  /\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[0-3][0-7]{2}|[\\"'/abefnrtv0])|%[0-9a-f]{2}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});/gi

/**
 * The text as it stands and with its escapes undone (JSON and shell escapes, percent signs, HTML entities, up to three
 * layers), each also as a terminal shows it. Linear in the text.
 */
export function readingsOf(text: string): Reading[] {
  const raw = { text, from: null, to: null }
  const plain = withoutEscapes(raw)
  return (plain === raw ? [raw] : [raw, plain]).flatMap((reading) => {
    const seen = ODD.test(reading.text) ? rewrite(reading, UNSEEN, () => '') : null
    return seen === null ? [reading] : [reading, seen]
  })
}

/** A value is read as the texts are that may hold it. */
export function unescaped(text: string): string {
  return withoutEscapes({ text, from: null, to: null }).text
}

function withoutEscapes(reading: Reading): Reading {
  let plain = reading
  for (let round = 0; round < ROUNDS && /[\\%&]/.test(plain.text); round++)
    plain = rewrite(plain, ESCAPE, decode) ?? plain
  return plain
}

/** A place of a reading in the original. */
export function placeOf({ from, to }: Reading, start: number, end: number): { start: number; end: number } {
  return { start: from?.[start] ?? start, end: end === 0 ? 0 : (to?.[end - 1] ?? end) }
}

/** @returns null when the pattern is nowhere. What replaces a match is never longer than it. */
function rewrite(before: Reading, pattern: RegExp, by: (match: string) => string): Reading | null {
  const pieces: string[] = []
  const size = before.text.length
  let from: Uint32Array | null = null
  let to: Uint32Array | null = null
  let read = 0
  let written = 0
  const copy = (until: number) => {
    if (from === null || to === null) return
    pieces.push(before.text.slice(read, until))
    for (; read < until; read++, written++) {
      from[written] = before.from?.[read] ?? read
      to[written] = before.to?.[read] ?? read + 1
    }
  }
  for (const { 0: match, index } of before.text.matchAll(pattern)) {
    from ??= new Uint32Array(size)
    to ??= new Uint32Array(size)
    copy(index)
    const put = by(match)
    const place = placeOf(before, index, index + match.length)
    pieces.push(put)
    for (let one = 0; one < put.length; one++, written++) {
      from[written] = place.start
      to[written] = place.end
    }
    read = index + match.length
  }
  if (from === null) return null
  copy(size)
  return { text: pieces.join(''), from, to }
}

const LETTERS: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  0: '\0',
}
const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(match: string): string {
  const [sign, second = ''] = match
  if (sign === '%') return fromPoint(match.slice(1), 16)
  if (sign === '&') {
    if (second !== '#') return NAMES[match.slice(1, -1).toLowerCase()] ?? ' '
    const hex = /^&#x/i.test(match)
    return fromPoint(match.slice(hex ? 3 : 2, -1), hex ? 16 : 10)
  }
  if (match.length === 2) return LETTERS[second] ?? second
  if (second === 'u' || second === 'U') return fromPoint(match.replace(/[^0-9a-f]/gi, ''), 16)
  return second === 'x' || second === 'X' ? fromPoint(match.slice(2), 16) : fromPoint(match.slice(1), 8)
}

function fromPoint(digits: string, base: number): string {
  const point = Number.parseInt(digits, base)
  return point <= 0x10ffff ? String.fromCodePoint(point) : ' '
}
