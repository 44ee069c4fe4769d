/*
 * Characters a person does not see and a model does read: soft hyphens, zero-width characters and joiners, bidi controls,
 * variation selectors, tag characters (all of Unicode's "default ignorable" set), interlinear annotation, and controls
 * that are neither tab nor line break (ANSI escapes begin with one).
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
/** What shows as empty space and is none: no-break, typographic and ideographic spaces, the empty Braille pattern. */
const BLANK = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000]/g
const LONE_SURROGATE = /\p{Surrogate}/gu

/** Letters and marks of scripts that write with joiners: Persian and Hindi need them to be spelled right. */
const JOINING = String.raw`[[\p{scx=Arab}\p{scx=Syrc}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]&&[[\p{L}\p{M}]--\p{Default_Ignorable_Code_Point}]]`
/**
 * What everybody's keyboard writes and a person does see by its effect: the selector behind an emoji, the joiner between
 * two, one joiner between two letters of such a script. It hides nothing, so it stays.
 */
const HONEST = [
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=[\d#*])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=${JOINING})[\u200C\u200D](?=${JOINING})`,
].join('|')
const UNSEEN = new RegExp(String.raw`(${HONEST})|[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`, 'gv')
const UNSHOWN = new RegExp(
  String.raw`(${HONEST})|[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2028\u2029\u2800[\p{Cc}--[\t\n]]]`,
  'gv',
)

/** @returns the text in one plain form: LF line breaks, ordinary spaces, nothing invisible. Takes linear time. */
export function stripInvisible(text: string): string {
  return plainBreaks(text)
    .replace(UNSEEN, (_, honest?: string) => honest ?? '')
    .replace(CONTROL, '')
    .replace(BLANK, ' ')
    .replace(LONE_SURROGATE, '\uFFFD')
}

/** How many characters `stripInvisible` would take out, by what people call them. */
export function countInvisible(text: string): { what: string; count: number }[] {
  const counts = new Map<string, number>()
  const plain = plainBreaks(text)
  for (const [character, honest] of plain.matchAll(UNSEEN))
    if (honest === undefined) add(counts, nameOf(character.codePointAt(0) ?? 0))
  for (const _ of plain.matchAll(CONTROL)) add(counts, 'control character')
  return [...counts].map(([what, count]) => ({ what, count }))
}

/** The same text with each invisible character written as ⟨U+200B⟩; line breaks and tabs stay. Takes linear time. */
export function showInvisible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(UNSHOWN, (character: string, honest?: string) => honest ?? written(character))
    .replace(LONE_SURROGATE, '\uFFFD')
}

/** How `showInvisible` writes the invisible characters of a text, each once. */
export function invisibleIn(text: string): Set<string> {
  const found = new Set<string>()
  for (const [character, honest] of text.replaceAll('\r\n', '\n').matchAll(UNSHOWN))
    if (honest === undefined) found.add(written(character))
  return found
}

/** The inverse of `showInvisible` for the characters that are named, written as it writes them. */
export function hideAgain(text: string, characters: ReadonlySet<string>): string {
  return text.replace(/⟨U\+([0-9A-F]{4,6})⟩/g, (shown, point: string) =>
    characters.has(shown) ? String.fromCodePoint(Number.parseInt(point, 16)) : shown,
  )
}

function written(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
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
