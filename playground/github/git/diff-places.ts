import type { Side } from '../world/pull-request.ts'

/** One line of a patch that can be commented on. `position` counts lines below the first hunk header, as GitHub does. */
export type DiffPlace = { side: Side; line: number; hunk: number; position: number; at: number }

/** Every commentable line of a patch; unchanged lines stand on both sides. */
export function diffPlaces(patch: string): DiffPlace[] {
  const places: DiffPlace[] = []
  let [left, right, hunk] = [0, 0, 0]
  patch.split('\n').forEach((text, index) => {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text)
    if (header) {
      left = Number(header[1])
      right = Number(header[2])
      hunk += 1
      return
    }
    const at = { hunk, position: index, at: index }
    const sign = text[0]
    if (sign === '-' || sign === ' ') places.push({ side: 'LEFT', line: left, ...at })
    if (sign === '+' || sign === ' ') places.push({ side: 'RIGHT', line: right, ...at })
    if (sign === '-' || sign === ' ') left += 1
    if (sign === '+' || sign === ' ') right += 1
  })
  return places
}

/** The hunk from its header down to the line, as comments carry it. */
export function hunkUpTo(patch: string, place: DiffPlace): string {
  const lines = patch.split('\n')
  const from = lines.slice(0, place.at + 1).findLastIndex((line) => line.startsWith('@@ '))
  return lines.slice(from, place.at + 1).join('\n')
}
