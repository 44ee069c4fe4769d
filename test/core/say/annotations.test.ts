import { expect, test } from '@jest/globals'
import { MOST_ANNOTATIONS, toAnnotations } from '../../../core/say/annotations.ts'
import { finding } from '../kit.ts'

const annotate = (
  findings: Parameters<typeof toAnnotations>[0]['findings'],
  doubts = [] as { text: string; path?: string; line?: number }[],
) => toAnnotations({ findings, doubts })

test('a finding stands at its lines, with its fix, its reason and its sources', () => {
  const given = finding({
    range: { startLine: 4, endLine: 4, startColumn: 7, endColumn: 9 },
    fix: 'Write ===.',
    why: 'Loose equality surprises.',
    source: ['https://acme.example/rules'],
  })
  expect(annotate([given]).annotations).toEqual([
    {
      path: 'src/cart.js',
      start_line: 4,
      end_line: 4,
      start_column: 7,
      end_column: 8,
      annotation_level: 'warning',
      title: 'strict-equality',
      message:
        'Use === to compare.\n\nFix: Write ===.\n\nWhy: Loose equality surprises.\n\nSee: https://acme.example/rules',
    },
  ])
})

test('worst first, then by place; what the agent doubts comes before mere information', () => {
  const { annotations } = annotate(
    [
      finding({ level: 'info', fingerprint: 'a' }),
      finding({ level: 'warn', path: 'b.js', fingerprint: 'b' }),
      finding({ level: 'error', path: 'z.js', fingerprint: 'c' }),
      finding({ level: 'warn', path: 'a.js', range: { startLine: 9, endLine: 11 }, fingerprint: 'd' }),
      finding({ level: 'warn', path: 'a.js', range: { startLine: 2, endLine: 2 }, fingerprint: 'e' }),
    ],
    [{ text: 'Is this right?', path: 'src/cart.js', line: 3 }, { text: 'no place' }],
  )
  expect(
    annotations.map((one) => `${one.annotation_level} ${one.path}:${one.start_line}-${one.end_line}`),
  ).toEqual([
    'failure z.js:17-17',
    'warning a.js:2-2',
    'warning a.js:9-11',
    'warning b.js:17-17',
    'notice src/cart.js:3-3',
    'notice src/cart.js:17-17',
  ])
  expect(annotations[4]).toMatchObject({
    title: 'The agent asks you to look here',
    message: 'Is this right?',
  })
})

test('columns are given on one line only, as GitHub takes them', () => {
  const { annotations } = annotate([
    finding({ range: { startLine: 4, endLine: 6, startColumn: 7, endColumn: 9 } }),
    finding({ range: { startLine: 8, endLine: 8, startColumn: 7 }, fingerprint: 'b' }),
  ])
  expect(annotations[0]).not.toHaveProperty('start_column')
  expect(annotations[1]).toMatchObject({ start_column: 7, end_column: 7 })
})

test('a finding of a whole file stands at its first line', () => {
  expect(annotate([finding({ range: null })]).annotations).toMatchObject([{ start_line: 1, end_line: 1 }])
})

test('what has no place in the repository is no annotation, but not lost', () => {
  const nowhere = finding({ path: null, range: null })
  const outside = ['../x', '/etc/passwd', 'a//b', 'a/./b', 'a\u202Eb', ''].map((path, index) =>
    finding({ path, fingerprint: `${index}` }),
  )
  expect(annotate([nowhere, ...outside])).toEqual({
    annotations: [],
    unplaced: [nowhere, ...outside],
    leftOut: 0,
    preexisting: 0,
  })
})

test('what was there before is only counted, and what was seen twice counts once', () => {
  const result = annotate([
    finding(),
    finding(),
    finding({ preexisting: true }),
    finding({ preexisting: true }),
  ])
  expect(result.annotations).toHaveLength(1)
  expect(result.preexisting).toBe(2)
})

test('no more than can be read, and it says how many are left out', () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    finding({ fingerprint: `${index}`, level: index === 499 ? 'error' : 'warn' }),
  )
  const { annotations, leftOut } = annotate(many)
  expect(annotations).toHaveLength(MOST_ANNOTATIONS)
  expect(annotations[0]?.annotation_level).toBe('failure')
  expect(leftOut).toBe(200)
})

test('message and title fit what GitHub takes, never half a character', () => {
  const { annotations } = annotate([
    finding({
      message: '😀'.repeat(8_000),
      fix: '𝔘'.repeat(2_000),
      why: '漢'.repeat(4_000),
      source: Array.from({ length: 20 }, () => '漢'.repeat(2_000)),
    }),
  ])
  const [one] = annotations
  expect(Buffer.byteLength(one?.message ?? '')).toBeLessThanOrEqual(64 * 1024)
  expect(one?.message).not.toMatch(/\p{Surrogate}/u)
  expect(one?.message.endsWith('…')).toBe(true)
  expect(
    annotate([finding({ range: { startLine: 2 ** 40, endLine: 2 ** 41 } })]).annotations[0]?.end_line,
  ).toBe(2 ** 31 - 1)
})
