import { expect, test } from '@jest/globals'
import { parseReport } from '../../../app/runs/parse-report.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'
import { aRun, base, key } from '../a-run.ts'
import { begin } from '../kit.ts'
import { finding, Runner, write } from '../runner.ts'

/** T29: reports that no runner of ours would send. */

const honest = { ...new Runner(null as never, null as never, { id: 1, key }).honest(), base }
const parse = (text: string) => parseReport(text, aRun(), createRedactor())
const told = (more: object) => parse(JSON.stringify({ ...honest, ...more }))

test('an honest one is taken', () => {
  expect(told({})).toMatchObject({ kind: 'report' })
})

test.each<[string, () => ReturnType<typeof parse>]>([
  ['500 comments', () => told({ comments: Array.from({ length: 500 }, () => ({ body: 'x' })) })],
  ['500 doubts', () => told({ doubts: Array.from({ length: 500 }, () => ({ text: 'x' })) })],
  ['5,001 findings', () => told({ findings: Array.from({ length: 5_001 }, (_, line) => finding(line + 1)) })],
  ['the number of a pull request', () => told({ pullRequest: 7 })],
  ['an unknown outcome', () => told({ outcome: { kind: 'approved' } })],
  ['an unknown kind of change', () => told({ changes: [{ kind: 'link', path: 'a', to: '/etc/passwd' }] })],
  [
    'a constructor',
    () => parse(JSON.stringify(honest).replace('{', '{"constructor":{"prototype":{"x":1}},')),
  ],
  ['a prototype', () => parse(JSON.stringify(honest).replace('{', '{"__proto__":{"x":1},'))],
  ['line 0', () => told({ findings: [finding(0)] })],
  [
    'a line that is no number',
    () => parse(JSON.stringify({ ...honest, findings: [finding(7)] }).replaceAll(':7', ':NaN')),
  ],
  ['endless time', () => parse(JSON.stringify(honest).replace('"ms":61000', '"ms":1e999'))],
  ['endless cost', () => parse(JSON.stringify(honest).replace('"cost":0.02', '"cost":1e999'))],
  ['a negative cost', () => told({ usage: { ...honest.usage, cost: -1 } })],
  [
    'a finding that ends before it begins',
    () => told({ findings: [finding(2, { range: { startLine: 9, endLine: 2 } })] }),
  ],
  [
    'messages of 70 KB',
    () => told({ findings: Array.from({ length: 70 }, () => finding(1, { message: 'x'.repeat(70_000) })) }),
  ],
  ['content that is no base64', () => told({ changes: [{ ...write('a', 'x'), content: 'not base64!' }] })],
  ['an array nested a million deep', () => parse('['.repeat(1_000_000) + ']'.repeat(1_000_000))],
  [
    'objects nested 200,000 deep',
    () =>
      parse(`${JSON.stringify(honest).slice(0, -1)},"x":${'{"x":'.repeat(200_000)}1${'}'.repeat(200_001)}`),
  ],
  ['a path longer than any', () => told({ changes: [write('a'.repeat(5_000), 'x')] })],
])('a report with %s is refused', (_, make) => {
  const parsed = make()
  expect(parsed.kind).toBe('unreadable')
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

test('of a key that stands there twice the last counts, for everything the app does', () => {
  const twice = JSON.stringify(honest).replace('{', `{"key":"${'z'.repeat(26)}",`)
  expect(parse(twice)).toMatchObject({ kind: 'report', report: { key } })
  expect(parse(JSON.stringify(honest).replace(/\}$/, `,"key":"${'z'.repeat(26)}"}`))).toMatchObject({
    kind: 'unreadable',
  })
})

test('half characters become whole ones, but for paths, which are refused for them', async () => {
  const parsed = told({ summary: 'a\ud800b', title: '\udc00', findings: [finding(1, { path: 'a\ud800' })] })
  expect(parsed).toMatchObject({ report: { summary: 'a\uFFFDb', title: '\uFFFD' } })
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\n' } })
  const runner = await story.running()
  const { body } = await runner.report({ changes: [write('src/\ud800.js', 'x\n')], gates: [] })
  expect(body).toMatchObject({ conclusion: 'failure' })
  expect(story.replies()[0]).toContain('not valid Unicode')
})

test('5,000 findings, outside of the repository, at line 1e9, blank ones: shown are 300, and the rest is counted', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\n' } })
  const runner = await story.running()
  const findings = Array.from({ length: 4_996 }, (_, index) =>
    finding(index + 1, { fingerprint: `f${index}`, fix: 'x '.repeat(200) }),
  )
  const { body } = await runner.report({
    gates: [],
    findings: [
      ...findings,
      finding(1_000_000_000, { level: 'warn', fingerprint: 'far', message: 'Far away.' }),
      finding(3, { path: '../../etc/passwd', fingerprint: 'out' }),
      finding(3, { path: '/etc/passwd', fingerprint: 'abs' }),
      finding(1, {
        level: 'warn',
        rule: '\u200B',
        message: '\u200B\u00AD',
        fingerprint: 'blank',
        path: 'src/a.js',
      }),
    ],
  })
  expect(body).toMatchObject({ conclusion: 'success' })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations).toHaveLength(300)
  for (const { message, title } of check?.annotations ?? []) expect(`${title}${message}`.trim()).not.toBe('')
  expect(check?.output.summary).toContain('4,698 are left out')
  const [pull] = story.github.read.pullRequests(story.repository)
  const [review] = story.github.read.reviews(story.repository, pull?.number ?? 0)
  expect(review?.comments.length).toBeLessThanOrEqual(10)
})

test('a message that nobody can see, and one at line 1e9, do not keep the check run from being written', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\n' } })
  const runner = await story.running()
  await runner.report({
    gates: [],
    findings: [
      finding(1, { rule: '\u200B', message: '\u200B\u00AD' }),
      finding(2_000_000_000_000, { fingerprint: 'far' }),
    ],
  })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations.map(({ message, start_line: line }) => [message, line])).toEqual([
    ['(nothing that can be seen)', 1],
    ['Expected === on line 2000000000000.', 2_147_483_647],
  ])
})
