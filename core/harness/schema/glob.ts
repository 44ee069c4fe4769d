import { z } from 'zod'
import { quote } from '../../rules/quote.ts'
import { expected } from './expected.ts'

/** Bounds that keep matching cheap: a hostile glob meets a hostile path in a millisecond or two (measured), not in minutes. */
const MAX_GLOB = 200
const MAX_DOUBLE_STARS = 2
const MAX_GLOBS = 100

const error = expected('a glob in quotes such as "src/**"')

/**
 * A list of gitignore globs, relative to the repository root.
 *
 * @param takesBack Whether the list is joined to another one, so that it may do nothing but take back.
 */
export function globs({ least = 0, takesBack = false }: { least?: number; takesBack?: boolean } = {}) {
  return z
    .array(
      z.string({ error }).superRefine((glob, context) => {
        const message = globProblem(glob)
        if (message !== null) context.addIssue({ code: 'custom', message })
      }),
      { error: expected('a list of globs') },
    )
    .min(least, { error: 'is empty; write a glob such as "src/**"' })
    .max(MAX_GLOBS, { error: `has more than ${MAX_GLOBS} globs; use fewer, wider ones` })
    .refine((list) => takesBack || !list.every(isTakenBack) || list.length === 0, {
      error: 'matches nothing, for globs with ! only take back what others cover; write those first',
    })
}

/** One glob, or a list of them; a list in the harness. */
export function globOrGlobs({ example, least = 0 }: { example: string; least?: number }) {
  return z.union(
    [
      z
        .string()
        .transform((glob) => [glob])
        .pipe(globs({ least })),
      globs({ least }),
    ],
    { error: expected(`a glob such as "${example}", or a list of globs`) },
  )
}

/** A file inside the repository, written out. */
export function filePath() {
  return z.string({ error: expected('a path such as docs/style.md') }).superRefine((path, context) => {
    const message =
      globProblem(path) ?? (/[*?[\]!]/.test(path) ? `${quote(path)} has a wildcard; name the file` : null)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })
}

function globProblem(glob: string): string | null {
  const name = quote(glob)
  const body = glob.startsWith('!') ? glob.slice(1) : glob
  if (body.trim() === '') return 'is empty; write a glob such as "src/**" or remove the entry'
  if (glob.length > MAX_GLOB) return `${name} is longer than ${MAX_GLOB} characters; write a shorter glob`
  if (/\p{Cc}/u.test(glob)) return `${name} has a control character; remove it`
  if (body.startsWith('#'))
    return `${name} is a comment in gitignore's language, so it matches nothing; remove it`
  if (body.includes('\\')) return `${name} has a backslash; separate folders with /`
  if (body.startsWith('/') || /^[A-Za-z]:/.test(body))
    return `${name} is absolute; globs start at the repository root, so write it without the leading ${body.startsWith('/') ? 'slash' : 'drive'}`
  if (/\{[^}]*,[^}]*\}/.test(body))
    return `${name} has braces, which gitignore globs do not have; write one glob for each`
  const segments = body.split('/')
  if (segments.includes('..')) return `${name} leaves the repository; ".." is not allowed`
  if (segments.slice(0, -1).includes(''))
    return `${name} has an empty folder name, so it matches nothing; write one slash`
  if (segments[0] === '.git') return `${name} is inside .git, which is no part of the tree; remove it`
  if (hasOpenBracket(body)) return `${name} has a [ that no ] closes, so it matches nothing; close it`
  if (segments.includes('.')) return `${name} has a "." folder; write the path without it`
  if (segments.slice(0, -1).filter((segment) => segment === '**').length > MAX_DOUBLE_STARS)
    return `${name} has more than ${MAX_DOUBLE_STARS} "**/"; write a simpler glob`
  return null
}

/** A "]" that comes first is one of the characters: "[]" and "[!]" are not closed. */
const CLASS = /\[(?:![\s\S][^\]]*|[^!][^\]]*)\]/g

function hasOpenBracket(glob: string): boolean {
  return glob.replaceAll(CLASS, '').includes('[')
}

/** A fault of its own is told instead. */
function isTakenBack(glob: string): boolean {
  return glob.startsWith('!') && globProblem(glob) === null
}
