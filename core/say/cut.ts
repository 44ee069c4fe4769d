/** @returns at most `most` UTF-16 units, cut between words where it can be, with "…" where something is missing. */
export function cutLine(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = head(text, most - 1)
  const space = kept.lastIndexOf(' ')
  return `${(space > kept.length * 0.8 ? kept.slice(0, space) : kept).trimEnd()}…`
}

/** Cuts at a line's end where there is one near, and says how much is missing. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = head(text, Math.max(0, most - NOTE))
  const feed = kept.lastIndexOf('\n')
  const whole = feed > kept.length * 0.8 ? kept.slice(0, feed) : kept
  return `${whole.trimEnd()}\n\n… (${text.length - whole.length} characters left out)`
}

const NOTE = 50

/** The first `most` UTF-16 units, without a lone surrogate at the end. */
export function head(text: string, most: number): string {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}
