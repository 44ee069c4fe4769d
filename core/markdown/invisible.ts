/**
 * Characters a person does not see and a model does read: soft hyphens, zero-width characters and joiners, bidi controls,
 * variation selectors, tag characters (all of Unicode's "default ignorable" set), interlinear annotation, and controls
 * that are neither tab nor line break (ANSI escapes begin with one).
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
/** What shows as empty space and is none: no-break, typographic and ideographic spaces, the empty Braille pattern. */
const BLANK = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000]/g
const LONE_SURROGATE = /\p{Surrogate}/gu

/** Joiner and emoji selector between or behind emoji: how everybody's keyboard writes them, so nothing to report. */
const EMOJI_JOINER =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\d#*]\uFE0F?)(?:\uFE0F|\u200D(?=\p{Extended_Pictographic}))/gu

/** @returns the text in one plain form: LF line breaks, ordinary spaces, nothing invisible. Takes linear time. */
export function stripInvisible(text: string): string {
  return plainBreaks(text)
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(BLANK, ' ')
    .replace(LONE_SURROGATE, '\uFFFD')
}

/** How many characters `stripInvisible` would take out, by what people call them; emoji joiners are not counted. */
export function countInvisible(text: string): { what: string; count: number }[] {
  const counts = new Map<string, number>()
  const without = plainBreaks(text).replace(EMOJI_JOINER, '')
  for (const [character] of without.matchAll(INVISIBLE)) add(counts, nameOf(character.codePointAt(0) ?? 0))
  for (const _ of without.matchAll(CONTROL)) add(counts, 'control character')
  return [...counts].map(([what, count]) => ({ what, count }))
}

function plainBreaks(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

function nameOf(point: number): string {
  if (point === 0xad) return 'soft hyphen'
  if (point === 0x61c || inside(point, 0x200e, 0x200f) || inside(point, 0x202a, 0x202e)) return 'bidi control'
  if (inside(point, 0x2066, 0x2069)) return 'bidi control'
  if (inside(point, 0xfe00, 0xfe0f) || inside(point, 0xe0100, 0xe01ef)) return 'variation selector'
  if (inside(point, 0xe0000, 0xe007f)) return 'tag character'
  return 'zero-width character'
}

function inside(point: number, from: number, to: number): boolean {
  return point >= from && point <= to
}
