/**
 * @param patch of one file as GitHub's API gives it: hunks without the file header.
 * @returns the lines of the new file a review comment can stand on: added ones and those shown around them.
 */
export function commentableLines(patch: string): Set<number> {
  return linesThat(patch, (row) => row.startsWith('+') || row.startsWith(' '))
}

/** @returns only the lines that the patch adds. */
export function addedLines(patch: string): Set<number> {
  return linesThat(patch, (row) => row.startsWith('+'))
}

function linesThat(patch: string, count: (row: string) => boolean): Set<number> {
  const lines = new Set<number>()
  let line = 0
  for (const row of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(row)
    if (hunk) line = Number(hunk[1])
    else if (line > 0 && (row.startsWith('+') || row.startsWith(' '))) {
      if (count(row)) lines.add(line)
      line++
    }
  }
  return lines
}
