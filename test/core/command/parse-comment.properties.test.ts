import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { parseComment } from '../../../core/command/parse-comment.ts'
import { letTimeRunOut } from '../let-time-run-out.ts'

/** Texts made of what makes Markdown hard, with commands among it. */
const pieces = [
  '/agent implement',
  '/agent status',
  '/agent help me',
  'word',
  '> ',
  '>',
  '- ',
  '1. ',
  '    ',
  '\t',
  '```',
  '~~~',
  '`',
  '<!--',
  '-->',
  '<div>',
  '</div>',
  '<a b="',
  '[x](y "',
  '")',
  '[x]: y',
  '# ',
  '---',
  '===',
  '**',
  '\\',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\u200B',
  ' ',
]
const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''))

test('no text makes it throw, and every command stands on its line', () => {
  fc.assert(
    fc.property(fc.oneof(markdown, fc.string({ unit: 'binary', maxLength: 300 })), (body) => {
      const lines = body.split(/\r\n?|\n/)
      for (const { line } of parseComment(body, '/agent').commands)
        expect(lines[line - 1]?.replace(/\u200B/g, '').toLowerCase()).toMatch(/^\/agent/)
    }),
    { numRuns: 250 },
  )
})

test('a quoted comment never commands, however it was written', () => {
  fc.assert(
    fc.property(markdown, (body) => {
      const quoted = body.replace(/\r\n?/g, '\n').replace(/^/gm, '> ')
      expect(parseComment(quoted, '/agent')).toEqual({ commands: [], problems: [] })
    }),
    { numRuns: 250 },
  )
})

test('a fenced or indented comment never commands', () => {
  fc.assert(
    fc.property(markdown, (body) => {
      const text = body.replace(/\r\n?/g, '\n')
      const fence = '~'.repeat(50)
      expect(parseComment(`${fence}\n${text}\n${fence}`, '/agent').commands).toEqual([])
      expect(parseComment(text.replace(/^/gm, '    '), '/agent').commands).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('windows change nothing, nor does bold text over several lines: it finds what one look at the whole text finds', () => {
  const filler = fc.constantFrom(
    'word\n\n',
    'a long line of words that says nothing\n',
    '- item\n',
    '> quote\n\n',
    'p\n\n```\nx\n```\n\n',
  )
  const long = fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: filler },
        markdown.map((text) => `${text}\n`),
      ),
      { minLength: 60, maxLength: 250 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(long, (body) => {
      expect(parseComment(body, '/agent').commands.map(({ line }) => line)).toEqual(atOnce(body))
    }),
    { numRuns: 30 },
  )
  expect(parseComment('**/agent implement\n/agent help me**\n', '/agent').commands).toMatchObject([
    { line: 2 },
  ])
})

/** The rule itself, without regard to time: plain text of a top-level paragraph at column 0; bold text is plain text. */
function atOnce(body: string): number[] {
  const text = body.replace(/\r\n?/g, '\n')
  const lines = text.split('\n').map((line) => line.replace(/\u200B/g, ''))
  const plain = { extensions: [{ disable: { null: ['attention'] } }] }
  return fromMarkdown(text, plain).children.flatMap((node) =>
    node.type !== 'paragraph'
      ? []
      : node.children.flatMap(({ type, position }) => {
          if (type !== 'text' || !position) return []
          const { start, end } = position
          const first = start.column === 1 ? start.line : start.line + 1
          const found: number[] = []
          for (let line = first; line <= end.line; line++)
            if (/^\/agent (?:implement|status|help)(?:\s|$)/.test(lines[line - 1] ?? '')) found.push(line)
          return found
        }),
  )
}

const N = 65_536
test.each([
  ['open brackets', '['.repeat(N)],
  ['link starts', '[a]('.repeat(N / 4)],
  ['emphasis that never matches', '*a_ '.repeat(N / 4)],
  ['quotes in quotes', '>'.repeat(N)],
  ['lists in lists', `${'* '.repeat(N / 2)}a`],
  ['lazy lines', `> a\n${'b\n'.repeat(N / 2)}`],
  ['short lazy quotes', '> a\nb\n\n'.repeat(N / 7)],
  ['underlined headings', 'a\n-\n'.repeat(N / 4)],
  ['fences', '```\n'.repeat(N / 4)],
  ['backticks', '`'.repeat(N)],
  ['HTML', '<div>\n'.repeat(N / 6)],
  ['definitions', '[a]: b\n'.repeat(N / 7)],
  ['commands', '/agent status\n'.repeat(N / 14)],
])('64 kB of %s take bounded time', async (_, text) => {
  parseComment(`/agent help\n\n${text}\n\n/agent status`, '/agent')
  // Parsed at once, some of these take up to a minute.
  await letTimeRunOut()
})
