/** One line of GitHub's `patch` of a file, with its numbers on both sides. */
export type PatchLine = {
  kind: 'hunk' | 'context' | 'addition' | 'deletion' | 'note'
  before: number | null
  after: number | null
  text: string
}

export function parsePatch(patch: string): PatchLine[] {
  let [before, after] = [0, 0]
  return patch
    .replace(/\n$/, '')
    .split('\n')
    .filter((line, _nth, all) => line !== '' || all.length > 1)
    .map((line): PatchLine => {
      const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
      if (hunk) {
        before = Number(hunk[1])
        after = Number(hunk[2])
        return { kind: 'hunk', before: null, after: null, text: line }
      }
      const text = line.slice(1)
      if (line.startsWith('+')) return { kind: 'addition', before: null, after: after++, text }
      if (line.startsWith('-')) return { kind: 'deletion', before: before++, after: null, text }
      if (line.startsWith('\\')) return { kind: 'note', before: null, after: null, text: line.slice(2) }
      return { kind: 'context', before: before++, after: after++, text }
    })
}

/** The new lines from `start` to `end`, or null when the patch does not show them all. */
export function linesOf(lines: PatchLine[], start: number, end: number): string[] | null {
  const found = lines.filter(({ after }) => after !== null && after >= start && after <= end)
  return found.length === end - start + 1 ? found.map(({ text }) => text) : null
}
