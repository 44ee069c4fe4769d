import { diffFiles } from '../git/diff.ts'
import { diffPlaces } from '../git/diff-places.ts'
import { pullFiles } from '../git/pull-numbers.ts'
import type { Pull } from '../views/pull-request.ts'
import type { ReviewComment } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'

/** After a push, inline comments move with their lines; those whose lines changed or left the diff have no line left. */
export async function outdateComments(
  repository: Repository,
  given: { issue: Pull; from: string; to: string },
): Promise<void> {
  const { issue, from, to } = given
  const comments = [...repository.reviewComments.values()].filter((one) => one.number === issue.number)
  if (comments.length === 0) return
  const pushed = await diffFiles(repository.git, from, to)
  const shown = await pullFiles(repository, issue.pull)
  for (const comment of comments) {
    comment.commitId = to
    if (comment.subject === 'file' || comment.line === null) continue
    const patch = pushed.find((file) => (file.previousPath ?? file.path) === comment.path)?.patch ?? ''
    const line = comment.side === 'RIGHT' ? shift(patch, comment.line) : comment.line
    const start = comment.startLine === null ? null : shift(patch, comment.startLine)
    const places = diffPlaces(shown.find((file) => file.path === comment.path)?.patch ?? '')
    const place = places.find((one) => one.side === comment.side && one.line === line)
    settle(comment, { line: place ? line : null, start, position: place?.position ?? null })
  }
}

function settle(
  comment: ReviewComment,
  to: { line: number | null; start: number | null; position: number | null },
): void {
  comment.line = to.line
  comment.startLine = to.line === null ? null : to.start
  comment.position = to.position
}

/** Where a line of the old side went; null when it was taken out or rewritten. */
function shift(patch: string, line: number): number | null {
  let offset = 0
  for (const header of patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)) {
    const start = Number(header[1])
    const length = Number(header[2] ?? 1)
    if (line < start) break
    if (line < start + length) return unchanged(patch, line)
    offset += Number(header[4] ?? 1) - length
  }
  return line + offset
}

/** Within a hunk: the line survives when it stands there as context. */
function unchanged(patch: string, line: number): number | null {
  const places = diffPlaces(patch)
  const old = places.find((place) => place.side === 'LEFT' && place.line === line)
  return places.find((place) => place.side === 'RIGHT' && place.at === old?.at)?.line ?? null
}
