import { describe, expect, test } from '@jest/globals'
import type { Finding } from '../../../core/rules/finding.ts'
import { combineChecks } from '../../../core/say/combine-checks.ts'
import { type HarnessJudgement, harnessCheck } from '../../../core/say/harness-check.ts'
import { unjudgedCheck } from '../../../core/say/harness-trouble.ts'
import { tellNotLookedAt } from '../../../core/say/not-looked-at.ts'
import { server, sha } from '../kit.ts'

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'no-console',
  level: 'error',
  path: 'src/a.ts',
  range: { startLine: 2, endLine: 2 },
  message: '"console.log" breaks the rule no-console.',
  fingerprint: JSON.stringify(more),
  preexisting: false,
  ...more,
})
const judgement = (findings: Finding[], more: Partial<HarnessJudgement> = {}): HarnessJudgement => ({
  base: { ref: 'main', sha },
  applying: [{ id: 'no-console', level: 'error', engine: 'regex' }],
  result: { findings, waived: [], ignored: [] },
  patches: new Map([['src/a.ts', '@@ -1,2 +1,3 @@\n one\n+two\n three\n']]),
  unjudged: [],
  blocks: false,
  notes: [],
  own: null,
  today: '2026-11-25',
  server,
  ...more,
})

describe('what is said of a pull request', () => {
  test.each([
    ['nothing broken', [], {}, 'success', 'No rule is broken'],
    ['a warning', [finding({ level: 'warn' })], {}, 'success', '1 warning'],
    ['an error', [finding(), finding({ level: 'info' })], {}, 'failure', '1 error and 1 note'],
    ['an error of before', [finding({ preexisting: true })], {}, 'success', 'No rule is broken'],
    ['no rule', [], { applying: [] }, 'neutral', 'No rule applies to this change'],
    ['what could not be judged', [], { unjudged: ['x'] }, 'neutral', 'Not everything could be judged'],
    [
      'a warning, and what could not be judged',
      [finding({ level: 'warn' })],
      { unjudged: ['x'] },
      'neutral',
      '1 warning; Not everything could be judged',
    ],
    [
      'what could not be judged, and a rule that blocks covers',
      [],
      { unjudged: ['x'], blocks: true },
      'action_required',
      'Not everything could be judged',
    ],
    ['an error, and what could not be judged', [finding()], { unjudged: ['x'] }, 'failure', '1 error'],
  ] as const)('%s', (_, findings, more, conclusion, title) => {
    expect(harnessCheck(judgement([...findings], more))).toMatchObject({ conclusion, output: { title } })
  })

  test('only added lines have annotations; the rest is listed and counted', () => {
    const { conclusion, output } = harnessCheck(
      judgement([
        finding(),
        finding({ range: { startLine: 3, endLine: 3 } }),
        finding({ path: 'src/far.ts' }),
        finding({ path: null, range: null, rule: 'pair' }),
        finding({ range: null, rule: 'pair' }),
        finding({ range: { startLine: 1, endLine: 3 }, rule: 'long' }),
      ]),
    )
    expect(conclusion).toBe('failure')
    expect(
      output.annotations.map(({ title, start_line, end_line }) => [title, start_line, end_line]),
    ).toEqual([
      ['no-console', 2, 2],
      ['pair', 2, 2],
      ['long', 2, 3],
    ])
    expect(output.summary).toContain('3 findings have no added line and are listed below.')
    expect(output.summary).toContain('`src/a.ts:3`')
    expect(output.summary).toContain('`src/far.ts:2`')
  })

  test('says how to waive, with a date that is to come', () => {
    expect(harnessCheck(judgement([finding()])).output.summary).toContain(
      'waivers:\n  - rule: "no-console"\n    paths: ["src/a.ts"]\n    until: 2026-12-25\n',
    )
    expect(harnessCheck(judgement([])).output.summary).not.toContain('waivers:')
  })

  test('is bounded and harmless, however much there is and whatever it says', () => {
    const hostile = 'fixes #1 @everyone <img src=x> [skip ci] `x` | y \u202e'.repeat(40)
    const findings = Array.from({ length: 1_000 }, (_, index) =>
      finding({ message: hostile, path: `src/${index}.ts`, rule: `rule-${index}` }),
    )
    const { output } = harnessCheck(judgement(findings))
    expect(output.summary.length).toBeLessThanOrEqual(65_535)
    expect(output.summary.slice(-40)).toMatch(/… and 9\d\d more\.$/)
    expect(output.summary.match(/fixes #1|(?<!\\)<img|\[skip ci\]|\u202e/)).toBeNull()
    const many = findings.map((one, index) => ({ ...one, path: 'src/a.ts', fingerprint: `${index}` }))
    expect(harnessCheck(judgement(many)).output.annotations).toHaveLength(300)
  })

  test('GitHub’s own words in a failure stay harmless', () => {
    const { conclusion, output } = unjudgedCheck({ why: '404: <b>@all</b>', server })
    expect(conclusion).toBe('action_required')
    expect(output.summary).not.toMatch(/<b>@all/)
  })
})

describe('one commit in several pull requests', () => {
  const green = harnessCheck(judgement([]))
  const red = harnessCheck(judgement([finding()]))

  test('alone, it is what it is', () => {
    expect(combineChecks([{ number: 1, baseRef: 'main', check: red }], 0)).toBe(red)
    expect(combineChecks([], 0)).toBeNull()
  })

  test('the worst counts', () => {
    const check = combineChecks(
      [
        { number: 1, baseRef: 'lax', check: green },
        { number: 2, baseRef: 'main', check: red },
      ],
      0,
    )
    expect(check).toMatchObject({ conclusion: 'failure', output: { title: '#2: 1 error' } })
    expect(check?.output.annotations).toHaveLength(1)
  })

  test('those that were not looked at keep it from passing', () => {
    expect(combineChecks([{ number: 1, baseRef: 'lax', check: green }], 3)).toMatchObject({
      conclusion: 'action_required',
    })
  })
})

test('what was not looked at is told, and only what a rule covers keeps the check from being green', () => {
  const none = {
    ...{
      large: [],
      many: [],
      noText: [],
      blocking: false,
      unlisted: 0,
      treeCut: false,
      unread: 0,
      skipped: [],
    },
    ...{ binaries: 0, links: 0, submodules: 0, elsewhere: [] },
  }
  expect(tellNotLookedAt(none)).toEqual({ unjudged: [], notes: [], blocks: false })
  expect(tellNotLookedAt({ ...none, unread: 3, treeCut: true, blocking: true }).blocks).toBe(false)
  const many = Array.from({ length: 9 }, (_, index) => `src/${index}.ts`)
  const told = tellNotLookedAt({
    ...{ noText: ['b.ts'], blocking: true },
    ...{ large: ['a.ts'], many, unlisted: 7, treeCut: true, unread: 2, binaries: 1, links: 0, submodules: 2 },
    skipped: [{ id: 'no-any', level: 'error', engine: 'ast' }],
    elsewhere: [{ id: 'docs', level: 'warn', engine: 'ask' }],
  })
  expect(told.unjudged).toHaveLength(7)
  expect(told.blocks).toBe(true)
  expect(told.unjudged[1]).toContain('and 4 more')
  expect(told.notes).toEqual([
    '1 binary file and 2 submodules: no text to look at.',
    '`docs`: applied in the run of an agent, not here.',
  ])
})
