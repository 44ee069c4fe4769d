import fc from 'fast-check'
import { safePath } from '../../action/sandbox/safe-path.ts'
import { globs as globList } from '../../core/harness/schema/glob.ts'
import { matchGlobs, matchGlobsFolded } from '../../core/rules/globs.ts'
import { pathProblem } from '../../core/rules/path-problem.ts'
import { UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

const PIECES = [
  ...[
    '/',
    '/',
    '//',
    './',
    '../',
    '..',
    '.',
    '.git',
    '.GIT',
    'git~1',
    '.git/hooks',
    'src',
    'a',
    'b.ts',
    '.env',
    '.github/',
    'C:',
    '::$DATA',
    '\\',
  ],
  ...[
    '*',
    '**',
    '**/',
    '/**',
    '?',
    '[',
    ']',
    '[a-z]',
    '[!a]',
    '{',
    '}',
    '{a,b}',
    '!',
    '#',
    '\\*',
    ' ',
    '~',
    '%2e',
    '|',
    '"',
    "'",
    '$(x)',
    '-',
  ],
  ...UNICODE,
]
const text = hostileText(PIECES)
const schema = globList()

/** Globs of a harness on paths of a change. */
export const pathMatcher = target({
  name: 'path matcher',
  inputs: fc.tuple(fc.array(text, { maxLength: 3 }), text),
  bytes: ([globs, path]) => Buffer.byteLength(globs.join('') + path),
  run([globs, path]) {
    // Globs of a repository's harness; what its schema refuses is never tried.
    const accepted = schema.safeParse(globs).data ?? []
    const exact = matchGlobs(accepted, path)
    // What refuses sees at least as much as what allows.
    if (exact) promise(matchGlobsFolded(accepted, path), 'a folded glob matches what the exact one does')
    const problem = pathProblem(path)
    const safe = safePath(path, '/workspace')
    if (problem !== null || safe.kind === 'refused') return
    const segments = safe.path.split('/')
    promise(
      !segments.includes('..') && !segments.some((one) => one.toLowerCase() === '.git'),
      'a safe path stays inside',
    )
  },
})
