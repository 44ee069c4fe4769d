/**
 * GitHub shows a footnote only when something refers to it; CommonMark does not know footnotes.
 * @returns the labels ("^1") that are referred to, or null when the text defines none.
 */
export function referredFootnotes(text: string): Set<string> | null {
  if (!/^[ \t>*+-]{0,20}\[\^[^\]\s]+\]:/m.test(text)) return null
  return new Set(Array.from(text.matchAll(/\[(\^[^\]\s]+)\](?!:)/g), ([, label = '']) => label.toLowerCase()))
}

/** @returns the label of the footnote that a paragraph begins, as it is written; null when it begins none. */
export function footnoteOf(paragraph: string): string | null {
  return /^\[(\^[^\]\s]+)\]:/.exec(paragraph)?.[1]?.toLowerCase() ?? null
}
