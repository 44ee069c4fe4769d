import { expect, test } from '@jest/globals'
import type { Harness } from '../../../core/harness/harness.ts'
import type { Finding } from '../../../core/rules/finding.ts'
import type { Doubt } from '../../../core/run/report.ts'
import { commentableLines } from '../../../core/say/diff-lines.ts'
import { toReview } from '../../../core/say/review.ts'
import { finding, server } from '../kit.ts'

/** Lines 14 to 19 of the new file: 16 and 17 are added. */
const patch =
  '@@ -14,5 +14,6 @@ function discount() {\n a\n b\n-old\n+c\n+d\n e\n f\n\\ No newline at end of file'
const patches = [{ path: 'src/cart.js', patch }]
const review = (findings: Finding[], doubts: Doubt[] = []) =>
  toReview({ findings, doubts, patches, comments: WANTED, server })
const WANTED = { max: 10, minLevel: 'info', filter: 'file' } as const
const range = (startLine: number, endLine: number) => ({ startLine, endLine })

test('the lines a comment can stand on are the added ones and those around them', () => {
  expect([...commentableLines(patch)]).toEqual([14, 15, 16, 17, 18, 19])
  expect([...commentableLines('@@ -1 +1,2 @@\n+a\n b\n@@ -9,2 +10 @@\n x\n-y\n')]).toEqual([1, 2, 10])
  expect([...commentableLines('@@ -1,2 +0,0 @@\n-a\n-b')]).toEqual([])
  expect([...commentableLines('')]).toEqual([])
})

test('a finding in the diff is a comment with its fix, a suggestion and its reason', () => {
  const given = finding({
    fix: 'Write `===`.',
    why: 'Loose equality surprises.',
    source: ['docs/style.md'],
    replacement: '  if (code === undefined) return 0',
  })
  expect(review([given])).toEqual({
    body: '1 place in this diff to look at, worst first: what the rules and checks still remark, and what the agent itself is not sure of.',
    comments: [
      {
        path: 'src/cart.js',
        line: 17,
        side: 'RIGHT',
        body: `⚠️ **strict-equality**: Use === to compare.

**Fix**: Write \`===\`.

\`\`\`suggestion
  if (code === undefined) return 0
\`\`\`

**Why**: Loose equality surprises.

**See**: docs/style.md`,
      },
    ],
  })
})

test('over several lines it marks them all', () => {
  expect(review([finding({ range: range(15, 17), replacement: 'a\nb' })])?.comments[0]).toMatchObject({
    start_line: 15,
    start_side: 'RIGHT',
    line: 17,
    body: expect.stringContaining('```suggestion\na\nb\n```'),
  })
})

test('half outside the diff it stands at the end that is inside, without a suggestion', () => {
  const body = expect.not.stringContaining('suggestion')
  expect(review([finding({ range: range(10, 15), replacement: 'a' })])?.comments).toEqual([
    { path: 'src/cart.js', line: 15, side: 'RIGHT', body },
  ])
  expect(review([finding({ range: range(19, 30), replacement: 'a' })])?.comments).toEqual([
    { path: 'src/cart.js', line: 19, side: 'RIGHT', body },
  ])
})

test('outside the diff, without a place or from before it is no comment', () => {
  expect(
    review([
      finding({ range: range(40, 41) }),
      finding({ path: 'other.js' }),
      finding({ path: null, range: null }),
      finding({ range: null }),
      finding({ preexisting: true }),
    ]),
  ).toBeNull()
})

test.each([
  ['a fence in the replacement', '```\nx\n```', '````suggestion\n```\nx\n```\n````'],
  ['an empty line', '', '```suggestion\n\n```'],
  ['an empty line at the end', 'a\n', '```suggestion\na\n\n```'],
])('a suggestion with %s is exact', (_, replacement, block) => {
  expect(review([finding({ replacement })])?.comments[0]?.body).toContain(block)
})

test('a suggestion with characters nobody sees is not offered', () => {
  expect(review([finding({ replacement: 'if (admin\u202E) {' })])?.comments[0]?.body).not.toContain(
    'suggestion',
  )
})

test('what the agent doubts is a comment at its line, made harmless', () => {
  const doubts = [
    { text: 'Is this right, @ada?\n\n![x](https://evil.example)', path: 'src/cart.js', line: 16 },
    { text: 'general' },
  ]
  expect(review([], doubts)?.comments).toEqual([
    {
      path: 'src/cart.js',
      line: 16,
      side: 'RIGHT',
      body: '❔ **The agent is not sure:** Is this right, `@ada`?\n\nx (`https://evil.example`)',
    },
  ])
})

test('a message of several lines keeps them, and cannot act', () => {
  const body = review([finding({ message: 'expected 3\n  got 2 @ada\n```\nfixes #1' })])?.comments[0]?.body
  expect(body).toBe('⚠️ **strict-equality**\n\n````\nexpected 3\n  got 2 @ada\n```\nfixes issue #1\n````')
})

test('at most ten, worst first, each once; the rest is counted', () => {
  const many = Array.from({ length: 14 }, (_, index) =>
    finding({ fingerprint: `${index}`, level: index === 13 ? 'error' : index === 12 ? 'info' : 'warn' }),
  )
  const doubts = [{ text: 'hm', path: 'src/cart.js', line: 16 }]
  const result = review([...many, ...many], doubts)
  expect(result?.comments).toHaveLength(10)
  expect(result?.comments[0]?.body).toMatch(/^❌/)
  expect(result?.body).toBe(
    '10 places in this diff to look at, worst first: what the rules and checks still remark, and what the agent itself is not sure of. 5 more are annotations of the check run.',
  )
})

test('the repository says how many, from which level on, and where', () => {
  const ask = (findings: Finding[], more: Partial<Harness['review']['comments']>) =>
    toReview({ findings, doubts: [], patches, comments: { ...WANTED, ...more }, server })
  const around = finding({ fingerprint: 'a', range: range(15, 15) })
  const at = finding({ fingerprint: 'b', range: range(15, 17), replacement: 'x' })
  const far = finding({ fingerprint: 'c', path: 'src/other.js', rule: 'far', message: 'See @ada' })
  const one = [around, at, far]
  expect(ask(one, { max: 1 })).toMatchObject({
    body: expect.stringContaining('1 more is an annotation'),
    comments: [{}],
  })
  expect(ask(one, { max: 0 })).toBeNull()
  expect(ask(one, { minLevel: 'error' })).toBeNull()
  expect(ask(one, { filter: 'added' })?.comments).toEqual([
    expect.objectContaining({ start_line: 15, line: 17, body: expect.stringContaining('```suggestion') }),
  ])
  expect(ask(one, { filter: 'file' })?.comments).toHaveLength(2)
  const all = ask(one, { filter: 'all' })
  expect(all?.comments).toHaveLength(2)
  expect(all?.body).toContain('Outside of this diff:\n\n- ⚠️ **far** `src/other.js:17`: See `@ada`')
})
