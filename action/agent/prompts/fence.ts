/**
 * Puts somebody else's text into a fence that nothing in the text can close: it is longer than any run of backticks in
 * it. `label` is ours; what of it comes from outside (a path, a login) must have gone through `inline`.
 */
export function fence(label: string, text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const mark = '`'.repeat(Math.max(3, longest + 1))
  return `${mark}${label}\n${text.replace(/\s+$/, '')}\n${mark}`
}

/** A name or sentence on one line, without what could end the line or begin a fence. */
export function inline(text: string, most = 300): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
}
