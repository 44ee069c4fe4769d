/** Lines with their breaks, so that a last line without one differs from the same line with one. */
export function toLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}
