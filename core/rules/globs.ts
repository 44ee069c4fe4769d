import ignore from 'ignore'
import { foldPath } from './fold-path.ts'

/** Whether gitignore globs match a path, exactly as it is written. */
export function matchGlobs(globs: readonly string[], path: string): boolean {
  return matcher(globs, EXACT).ignores(path)
}

/** The same for refusals: any spelling that some file system takes for a matching path matches as well. */
export function matchGlobsFolded(globs: readonly string[], path: string): boolean {
  return matchGlobs(globs, path) || matcher(globs, FOLDED).ignores(foldPath(path))
}

type Matcher = ReturnType<typeof ignore>
type Spelling = {
  fold: (glob: string) => string
  ignorecase: boolean
  made: WeakMap<readonly string[], { compiled: Matcher; uses: number }>
}

const EXACT: Spelling = { fold: (glob) => glob, ignorecase: false, made: new WeakMap() }
const FOLDED: Spelling = { fold: foldPath, ignorecase: true, made: new WeakMap() }

/** A matcher remembers every path it has seen and has no way to forget; a server would grow for ever. */
const MAX_USES = 10_000

/** Compiling costs more than matching, so each list of globs keeps its matcher for a while. */
function matcher(globs: readonly string[], { fold, ignorecase, made }: Spelling): Matcher {
  const known = made.get(globs)
  if (known && known.uses++ < MAX_USES) return known.compiled
  const compiled = ignore({ ignorecase }).add(globs.map(fold))
  made.set(globs, { compiled, uses: 1 })
  return compiled
}
