import { diffFiles } from '../git/diff.ts'
import { type DiffPlace, diffPlaces, hunkUpTo } from '../git/diff-places.ts'
import { mergeBase } from '../git/resolve.ts'
import type { PullRequest, ReviewComment, Side } from '../world/pull-request.ts'
import type { Repository } from '../world/repository.ts'

/** Where somebody wants an inline comment. `position` is GitHub's older way to say the line. */
export type AskedPlace = {
  path: string
  subject: 'line' | 'file'
  line?: number | undefined
  side?: Side | undefined
  startLine?: number | undefined
  startSide?: Side | undefined
  position?: number | undefined
}

export type Placed = Pick<
  ReviewComment,
  'path' | 'subject' | 'line' | 'side' | 'startLine' | 'startSide' | 'position' | 'diffHunk'
>

/** What is wrong with a place: GitHub's field and words. */
export type PlaceProblem = { field: string; message: string }

const NO_HUNK = { field: 'diff_hunk', message: "can't be blank" }

/** Finds a place in the diff of the pull request at a commit. */
export async function placeComment(
  repository: Repository,
  given: { pull: PullRequest; commit: string; asked: AskedPlace },
): Promise<{ kind: 'placed'; placed: Placed } | { kind: 'refused'; problems: PlaceProblem[] }> {
  const { pull, commit, asked } = given
  const base = (await mergeBase(repository.git, pull.base.sha, commit)) ?? pull.base.sha
  const file = (await diffFiles(repository.git, base, commit)).find((one) => one.path === asked.path)
  if (!file) return refused({ field: 'path', message: 'is invalid' }, NO_HUNK)
  const { path, subject } = asked
  if (subject === 'file') {
    const nowhere = { line: null, startLine: null, startSide: null, position: 1, diffHunk: '' }
    return { kind: 'placed', placed: { path, subject, side: 'RIGHT', ...nowhere } }
  }
  const patch = file.patch ?? ''
  const places = diffPlaces(patch)
  const place = findPlace(places, asked)
  if (!place) return refused({ field: 'line', message: 'must be part of the diff' }, NO_HUNK)
  const start = findStart(places, asked, place)
  if (start.kind === 'refused') return refused(start.problem)
  return {
    kind: 'placed',
    placed: {
      path,
      subject,
      line: place.line,
      side: place.side,
      startLine: start.place?.line ?? null,
      startSide: start.place?.side ?? null,
      position: place.position,
      diffHunk: hunkUpTo(patch, place),
    },
  }
}

function findPlace(places: DiffPlace[], asked: AskedPlace): DiffPlace | undefined {
  const side = asked.side ?? 'RIGHT'
  if (asked.line !== undefined) return places.find((one) => one.side === side && one.line === asked.line)
  const at = places.filter((one) => one.position === asked.position)
  return at.find((one) => one.side === 'RIGHT') ?? at[0]
}

function findStart(places: DiffPlace[], asked: AskedPlace, place: DiffPlace) {
  if (asked.startLine === undefined) return { kind: 'ok' as const, place: null }
  const side = asked.startSide ?? place.side
  const start = places.find((one) => one.side === side && one.line === asked.startLine)
  const refuse = (message: string) => ({
    kind: 'refused' as const,
    problem: { field: 'start_line', message },
  })
  if (side === place.side && asked.startLine >= place.line) return refuse('must precede the end line.')
  if (start?.hunk !== place.hunk) return refuse('must be part of the same hunk as the line.')
  return { kind: 'ok' as const, place: start }
}

function refused(...problems: PlaceProblem[]) {
  return { kind: 'refused' as const, problems }
}
