/**
 * Puts somebody else's text into a fence that nothing in the text can close: it is longer than any run of backticks in
 * it. `label` is ours; what of it comes from outside (a path, a login) must have gone through `inline`.
 */
export function fence(label: string, text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const mark = '`'.repeat(Math.max(3, longest + 1))
  return `${mark}${label.replace(/[`\r\n]+/g, ' ')}\n${text.replace(/\s+$/, '')}\n${mark}`
}

/** A name or sentence on one line, without what could end the line or be a fence. */
export function inline(text: string, most = 300): string {
  return text
    .replace(/(?:[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|`{3,})+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
}

/** A command or a glob as code on one line, whatever backticks it has. */
export function code(text: string): string {
  const plain = inline(text, 1_000)
  const mark = plain.includes('``') ? '```' : plain.includes('`') ? '``' : '`'
  return mark === '`' ? `\`${plain}\`` : `${mark} ${plain} ${mark}`
}
