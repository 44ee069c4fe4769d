import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { nameOf } from '../../../core/approvals/approver.ts'
import { ownersOf, parseCodeowners } from '../../../core/approvals/codeowners.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

/** GitHub's own examples, and what it says of the differences to a .gitignore. */

const PATH = '.github/CODEOWNERS'

function owners(text: string, path: string): string {
  const found = ownersOf(parseCodeowners(PATH, text), path)
  return found === null ? '' : found.owners.map(nameOf).join(' ')
}

function problems(text: string): string[] {
  const read = parseCodeowners(PATH, text)
  return read.kind === 'read' ? read.problems.map(({ line, message }) => `${line} ${message}`) : [read.kind]
}

/** The example file of GitHub's documentation. */
const EXAMPLE = `# This is a comment.
# Each line is a file pattern followed by one or more owners.

*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
`

const DOCUMENTED: [path: string, owners: string, why: string][] = [
  ['README.md', '@global-owner1 @global-owner2', 'the default owners own everything'],
  ['src/deep/x.js', '@js-owner', 'the last line that matches counts, at any depth'],
  ['cmd/main.go', 'docs@example.com', 'an owner may be an address'],
  ['notes/a.txt', '@octo-org/octocats', 'an owner may be a team'],
  ['docs/getting-started.md', '@doctocat', '/docs/ comes later than docs/*'],
  ['docs/build-app/troubleshooting.md', '@doctocat', '/docs/ goes all the way down'],
  ['scripts/run.sh', '@doctocat @octocat', 'either owner'],
  ['build/logs/today', '@octocat', '**/logs comes last'],
  ['deeply/nested/logs/x', '@octocat', '**/logs is at any depth'],
  ['logs/x', '@octocat', '**/logs is at the root, too'],
  ['apps/web/x', '@octocat', 'a folder at the root'],
  ['apps/github/x', '', 'without owners, it is owned by nobody'],
  ['apps/github', '', 'the name itself as well'],
  ['web/apps/x', '@octocat', 'apps/ is anywhere'],
]

test.each(DOCUMENTED)('%s is owned by “%s”: %s', (path, expected) => {
  expect(owners(EXAMPLE, path)).toBe(expected)
  expect(problems(EXAMPLE)).toEqual([])
})

const PATTERNS: [pattern: string, covers: string[], not: string[]][] = [
  ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'a/docs/x.md', 'docs']],
  ['/*', ['x'], ['a/x']],
  ['*', ['x', 'a/b/c'], []],
  ['docs/**', ['docs/x', 'docs/a/b'], ['docs', 'a/docs/x']],
  ['docs/', ['docs/x', 'a/docs/b/c'], ['docs', 'a/docs']],
  ['docs', ['docs', 'docs/x', 'a/docs', 'a/docs/x'], ['mydocs', 'docs2/x']],
  ['/docs', ['docs', 'docs/x'], ['a/docs']],
  ['a/docs', ['a/docs', 'a/docs/x'], ['b/a/docs']],
  ['**/a/b', ['a/b', 'x/a/b', 'x/y/a/b/c'], ['a/x/b']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['x/a/b']],
  ['*.js', ['x.js', 'a/x.js', 'lib.js/readme'], ['x.jsx', 'X.JS']],
  ['src/*.js', ['src/x.js'], ['src/a/x.js']],
  ['s?c/x', ['src/x', 'sic/x'], ['sc/x', 's/c/x']],
  ['a*b*c', ['abc', 'aXbYc', 'abbcc'], ['ab', 'acb']],
  ['with\\ space.md', ['with space.md', 'a/with space.md'], ['with']],
  ['a\\*b', ['a*b'], ['axb']],
  ['Straße/ü?', ['Straße/üß'], ['strasse/üß', 'Straße/ü']],
  ['x#y', ['x#y'], ['x']],
]

test.each(PATTERNS)('%s covers exactly what it says', (pattern, covers, not) => {
  const text = `${pattern} @ada\n`
  expect(problems(text)).toEqual([])
  expect(covers.filter((path) => owners(text, path) !== '@ada')).toEqual([])
  expect(not.filter((path) => owners(text, path) !== '')).toEqual([])
})

describe('a line with a mistake', () => {
  const MISTAKES: [line: string, message: RegExp][] = [
    ['!docs/ @ada', /^2 uses `!`/],
    ['Python/ceval*.[ch] @ada', /^2 uses `\[ \]`/],
    ['[Documentation] @ada', /sections/],
    ['^[Documentation][2] @ada', /sections/],
    ['\\#file @ada', /^2 begins with `\\#`/],
    ['***/*.rb @ada', /more than two `\*`/],
    ['a//b @ada', /empty folder name/],
    ['docs ada', /names "ada"/],
    ['docs @ada @', /names "@"/],
    ['docs @acme/pay/ments', /names "@acme\/pay\/ments"/],
    ['docs @ada#comment', /names "@ada#comment"/],
    [`${'a'.repeat(5_000)} @ada`, /longer than 4096/],
  ]
  test.each(MISTAKES)('is skipped and reported: %s', (line, message) => {
    const text = `* @bob\n${line}\n`
    expect(problems(text)).toEqual([expect.stringMatching(message)])
    expect(owners(text, 'docs/x')).toBe('@bob')
  })
})

test('BOM, CRLF, tabs and comments are read as GitHub reads them', () => {
  const text = '\uFEFF* @ada\r\n  # a comment @bob\r\n\tdocs/\t@bob\t#@eve\r\nsrc/ # nobody\r\n'
  expect(problems(text)).toEqual([])
  expect([owners(text, 'x'), owners(text, 'docs/x'), owners(text, 'src/x')]).toEqual(['@ada', '@bob', ''])
})

test('a file of 3 MB, or one that is no text, is not loaded, and nobody guesses', () => {
  const large = `${'#'.repeat(3 * 1024 * 1024)}\n`
  expect(parseCodeowners(PATH, large)).toMatchObject({
    kind: 'unusable',
    why: expect.stringContaining('3 MB'),
  })
  expect(parseCodeowners(PATH, 'ü'.repeat(1_600_000))).toMatchObject({ kind: 'unusable' })
  expect(parseCodeowners(PATH, null)).toMatchObject({ kind: 'unusable' })
})

test('a hostile pattern on a hostile path takes no time', async () => {
  const text = `${'*a'.repeat(60)}b @ada\n${'**/a/'.repeat(300)}b @ada\n`
  const path = Array.from({ length: 30 }, () => 'a'.repeat(120)).join('/')
  expect(owners(text, path)).toBe('')
  expect(owners(text, Array.from({ length: 1_000 }, () => 'a').join('/'))).toBe('')
  await letTimeRunOut()
})

const name = fc.stringMatching(/^[a-zA-Z0-9._-]{1,6}$/)
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'))

test('every path is covered by itself, by its folders and by a star for each of its names', () => {
  fc.assert(
    fc.property(path, (one) => {
      const folders = one.split('/').slice(0, -1)
      const stars = one.replace(/[^/]+/g, '*')
      const patterns = [
        `/${one}`,
        `/${stars}`,
        ...folders.map((_, at) => `/${folders.slice(0, at + 1).join('/')}/`),
      ]
      for (const pattern of patterns)
        expect([pattern, owners(`${pattern} @ada`, one)]).toEqual([pattern, '@ada'])
    }),
  )
})

test('lines never owned by anybody else change nothing: the last one that covers decides', () => {
  const line = fc.tuple(
    fc.oneof(
      path,
      name.map((one) => `*${one}`),
      fc.constant('*'),
    ),
    fc.constantFrom('@a', '@b', ''),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), path, (lines, one) => {
      const text = lines.map((words) => words.join(' ')).join('\n')
      const last = lines.findLast(([pattern]) => owners(`${pattern} @x`, one) === '@x')
      expect(owners(text, one)).toBe(last?.[1] ?? '')
    }),
  )
})

test('any text is read in bounded time without a crash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), path, (text, one) => {
      ownersOf(parseCodeowners(PATH, text), one)
    }),
  )
})
