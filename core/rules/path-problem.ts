import { foldPath } from './fold-path.ts'
import { MAX_DEPTH, MAX_PATH } from './globs.ts'

/** NAME_MAX of every common file system, in bytes. */
const MAX_SEGMENT_BYTES = 255

/** Why a path can be no file of a repository, as a part of a sentence ("has a backslash"); null when it can. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'is empty'
  if (path.length > MAX_PATH) return `is longer than ${MAX_PATH} characters`
  if (!path.isWellFormed()) return 'is not valid Unicode'
  if (/\p{Cc}/u.test(path)) return 'has a control character'
  if (path.includes('\\')) return 'has a backslash'
  if (path.startsWith('/')) return 'is absolute'
  if (path.includes(':')) return 'has a colon, which names a drive or a stream on Windows'
  const segments = path.split('/')
  if (segments.length > MAX_DEPTH) return `is more than ${MAX_DEPTH} folders deep`
  for (const segment of segments) {
    const problem = segmentProblem(segment)
    if (problem !== null) return problem
  }
  return null
}

function segmentProblem(segment: string): string | null {
  if (segment === '') return 'has an empty folder name'
  if (segment === '.' || segment === '..') return `has the folder name "${segment}"`
  if (/[. ]$/.test(segment)) return 'has a name that ends in a dot or a space, which Windows drops'
  if (/^[^.]{1,8}~\d+(\.[^.]{0,3})?$/.test(segment))
    return 'has a short name of Windows such as GIT~1, which stands for another file'
  const folded = foldPath(segment)
  if (folded === '.git') return 'reaches into .git'
  if (folded === '' || folded === '.' || folded === '..') return 'has a folder name that only looks like one'
  if (/[/\\:]/.test(folded)) return 'has a character that only looks like a slash or a colon'
  if (new TextEncoder().encode(segment).length > MAX_SEGMENT_BYTES)
    return `has a name longer than ${MAX_SEGMENT_BYTES} bytes`
  return null
}
