/** At most `most` UTF-16 units from the start, never ending inside a character; what is cut is marked with "…". */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - 1
  return `${text.slice(0, isHigh(text.charCodeAt(end - 1)) ? end - 1 : end)}…`
}

/** The last `most` units likewise. */
export function cutStart(text: string, most: number): string {
  if (text.length <= most) return text
  const start = text.length - most + 1
  return `…${text.slice(isHigh(text.charCodeAt(start - 1)) ? start + 1 : start)}`
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
