/**
 * GitHub shows a footnote only when something refers to it, and reads its content as blocks of their own; a CommonMark
 * parser does neither. So only footnotes are kept that are the same to both: referred to, and one line of words.
 * @returns the labels ("^1") that are referred to, or null when the text defines none.
 */
export function referredFootnotes(text: string): Set<string> | null {
  if (!/^[ \t>*+\-\d.)]*\[\^[^\]\s]+\]:/m.test(text)) return null
  return new Set(Array.from(text.matchAll(/\[(\^[^\]\s]+)\](?!:)/g), ([, label = '']) => label.toLowerCase()))
}

/**
 * @param source of a paragraph or definition.
 * @returns the pieces of it, as offsets, that are footnotes to be taken out, and the lines that go on from footnotes.
 */
export function footnotesToRemove(source: string, referred: Set<string>): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = []
  let at = 0
  let inside = false
  for (const line of source.split('\n')) {
    const label = /^[ \t>]*\[(\^[^\]\s]+)\]:/.exec(line)?.[1]
    inside ||= label !== undefined
    const words = /^[^\]]*\]:[ \t]*(?!\d+[.)])[\p{L}\p{N}]/u.test(line)
    const kept = !inside || (label !== undefined && words && referred.has(label.toLowerCase()))
    if (!kept) pieces.push({ from: at, to: Math.min(at + line.length + 1, source.length) })
    at += line.length + 1
  }
  return pieces
}
