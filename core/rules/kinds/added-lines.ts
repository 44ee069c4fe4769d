export type AddedLine = { line: number; text: string }

/** Lines of `after` that `before` does not hold, or holds fewer times; moved lines are not among them. */
export function addedLines(before: string | null, after: string | null): AddedLine[] {
  if (after === null || before === after) return []
  const left = new Map<string, number>()
  for (const line of linesOf(before ?? '')) left.set(line, (left.get(line) ?? 0) + 1)
  const added: AddedLine[] = []
  for (const [index, text] of linesOf(after).entries()) {
    const times = left.get(text) ?? 0
    if (times > 0) left.set(text, times - 1)
    else added.push({ line: index + 1, text })
  }
  return added
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim())
}
