/** At most so many UTF-16 units, with an ellipsis when something is missing; always well-formed Unicode. */
export function cutText(text: string, most: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= most) return whole
  return `${whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** The first line that says something, for one-line summaries. */
export function firstLine(text: string, most = 300): string {
  return cutText(text.trim().split('\n', 1)[0] ?? '', most)
}
