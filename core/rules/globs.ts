import ignore from 'ignore'
import { foldPath } from './fold-path.ts'

/** Longer and deeper paths also break checkouts on Windows (260 characters) and macOS (1,024). */
export const MAX_PATH = 1_024
export const MAX_DEPTH = 40

/** Whether globs can be tried on a path, in bounded time. Nothing matches one that is not; `pathProblem` refuses it. */
export function isMatchable(path: string): boolean {
  // Many lists are tried on one path after the other.
  if (path !== last.path)
    last = {
      path,
      matchable: path.length <= MAX_PATH && depthOf(path) <= MAX_DEPTH && ignore.isPathValid(path),
    }
  return last.matchable
}

let last = { path: '', matchable: false }

function depthOf(path: string): number {
  let depth = 1
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth++
  return depth
}

/**
 * Whether gitignore globs match a path, exactly as it is written. The last glob that matches decides: unlike in a
 * .gitignore, a `!` glob takes back files also when a folder above them is covered, as everybody expects it to.
 */
export function matchGlobs(globs: readonly string[], path: string): boolean {
  return matches(globs, path, EXACT)
}

/** The same for refusals: any spelling that some file system takes for a matching path matches as well. */
export function matchGlobsFolded(globs: readonly string[], path: string): boolean {
  return matchGlobs(globs, path) || matches(globs, foldPath(path), FOLDED)
}

/** Neighbouring globs of one kind, compiled together. */
type Group = { negated: boolean; matcher: ReturnType<typeof ignore> }
type Spelling = {
  fold: (glob: string) => string
  ignorecase: boolean
  made: WeakMap<readonly string[], { groups: Group[]; uses: number }>
}

const EXACT: Spelling = { fold: (glob) => glob, ignorecase: false, made: new WeakMap() }
const FOLDED: Spelling = { fold: foldPath, ignorecase: true, made: new WeakMap() }

/** A matcher remembers every path it has seen and has no way to forget; a server would grow for ever. */
const MAX_USES = 10_000

function matches(globs: readonly string[], path: string, spelling: Spelling): boolean {
  if (!isMatchable(path)) return false
  const last = groupsOf(globs, spelling).findLast(({ matcher }) => matcher.ignores(path))
  return last !== undefined && !last.negated
}

/** Compiling costs more than matching, so each list of globs keeps its matchers for a while. */
function groupsOf(globs: readonly string[], { fold, ignorecase, made }: Spelling): Group[] {
  const known = made.get(globs)
  if (known && known.uses++ < MAX_USES) return known.groups
  const groups: Group[] = []
  for (const glob of globs.map(fold)) {
    const negated = glob.startsWith('!')
    if (groups.at(-1)?.negated !== negated) groups.push({ negated, matcher: ignore({ ignorecase }) })
    groups.at(-1)!.matcher.add([negated ? glob.slice(1) : glob])
  }
  made.set(globs, { groups, uses: 1 })
  return groups
}
