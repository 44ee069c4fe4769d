/** Folders of other people's code: a path inside one is ours only if the repository tracks that folder itself. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|\.cargo|\.rustup|\.gradle|\.m2|pkg\/mod|\.pnpm|\.yarn)\//

/** Where systems keep theirs. A runner's workspace is never below these. */
const SYSTEM =
  /^\/(?:usr|lib|lib32|lib64|bin|sbin|etc|proc|sys|dev|nix|snap|System|Library|opt\/hostedtoolcache)\//

const LONGEST = 4_096
/** Folders between a file system's root and a file of the repository, and in it, together. */
const DEEPEST = 64

/**
 * Makes the function that finds the tracked path a tool meant: relative to the repository, absolute below whatever
 * folder it was checked out into, `file://`, Windows, or relative to a package's own folder when only one path ends so.
 */
export function createResolver(repository: {
  tracked: (path: string) => boolean
  paths: readonly string[]
}): (written: string) => string | null {
  const known = new Map<string, string | null>()
  let backwards: string[] | null = null

  /** The only tracked path below some folder that ends in `path`; null when there are none or several. */
  const onlyEnding = (path: string): string | null => {
    backwards ??= repository.paths.map(reversed).toSorted(byUnits)
    const end = `${reversed(path)}/`
    const at = firstFrom(backwards, end)
    if (backwards[at]?.startsWith(end) !== true || backwards[at + 1]?.startsWith(end) === true) return null
    return reversed(backwards[at])
  }

  const find = (written: string): string | null => {
    if (written.length > LONGEST) return null
    const { path, absolute, climbs } = normalise(written)
    if (path === '') return null
    if (!absolute && !climbs && repository.tracked(path)) return path
    const foreign = path.search(FOREIGN)
    if (absolute) {
      if (SYSTEM.test(`/${path}`)) return null
      return (
        suffixes(path).find((suffix) => isOurs(suffix, { path, foreign }) && repository.tracked(suffix)) ??
        null
      )
    }
    if (foreign !== -1) return null
    return onlyEnding(path)
  }

  return (written) => {
    const before = known.get(written)
    if (before !== undefined) return before
    const found = find(written)
    known.set(written, found)
    return found
  }
}

/** A suffix that starts behind a foreign folder is the foreign package's own path. */
function isOurs(suffix: string, { path, foreign }: { path: string; foreign: number }): boolean {
  return foreign === -1 || path.length - suffix.length <= foreign + 1
}

/** `climbs`: it leaves the folder it starts in, as tools in a package's folder write it. */
function normalise(written: string): { path: string; absolute: boolean; climbs: boolean } {
  let text = written.trim().replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '')
  if (text !== written.trim()) text = decode(text)
  text = text.replaceAll('\\', '/').replace(/^\/?[A-Za-z]:(?=\/)/, '')
  const absolute = text.startsWith('/')
  const segments: string[] = []
  let climbs = false
  for (const segment of text.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) climbs = true
  }
  return { path: segments.join('/'), absolute, climbs }
}

/** Longest first, the whole path included. */
function suffixes(path: string): string[] {
  if (path.split('/', DEEPEST + 1).length > DEEPEST) return []
  const found = [path]
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    found.push(path.slice(slash + 1))
  return found
}

/** `src/a.ts` ↔ `a.ts/src`: what ends alike stands together when sorted. */
function reversed(path: string): string {
  return path.split('/').reverse().join('/')
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Index of the first entry that is not before `key`. */
function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray "%" that is part of the name.
  }
}
