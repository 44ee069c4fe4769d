import { describe, expect, test } from '@jest/globals'
import type { Changes } from '../../../core/run/changes.ts'
import type { Ending } from '../../../core/run/conclusion.ts'
import { type PublicationInput, toPublication } from '../../../core/run/to-publication.ts'
import { statusComment } from '../../../core/say/status-comment.ts'
import { assignment, finding, gate, report, server, tags, workflowRunUrl } from '../kit.ts'

const changes: Changes = [
  {
    kind: 'write',
    path: 'src/cart.js',
    mode: '100644',
    content: 'YQ==',
    created: false,
    added: 3,
    removed: 1,
  },
]
const done: Ending = { outcome: { kind: 'done' }, failed: [], protectedPaths: [], unmet: [], refused: null }
const publish = (ending: Partial<Ending>, more: Partial<PublicationInput> = {}) => {
  const whole = { ...done, ...ending }
  const { outcome } = whole
  const told =
    outcome.kind === 'lost' ||
    outcome.kind === 'unreadable' ||
    outcome.kind === 'unjudged' ||
    outcome.kind === 'planned'
      ? null
      : report({ outcome, changes: more.changes ?? changes })
  return toPublication({
    assignment: assignment(),
    report: told,
    ending: whole,
    changes,
    findings: [],
    urls: { workflowRun: workflowRunUrl },
    server,
    tags,
    suggestedHarness: null,
    notes: [],
    ...more,
  })
}

describe('what is published of a run', () => {
  test.each<[string, Partial<Ending>, Changes, [string, 'draft' | 'nothing', string]]>([
    ['done, and everything passed', {}, changes, ['success', 'draft', 'Done, all 2 gates passed']],
    [
      'done, but a gate fails',
      { failed: ['test', 'no-console'] },
      changes,
      ['failure', 'draft', 'Failed: test, no-console'],
    ],
    [
      'done, and it touches protected paths',
      { protectedPaths: ['db/1.sql'] },
      changes,
      ['action_required', 'draft', 'Needs approval: 1 protected path'],
    ],
    [
      'done, and a gate fails on protected paths',
      { failed: ['test'], protectedPaths: ['db/1.sql'] },
      changes,
      ['failure', 'draft', 'Failed: test'],
    ],
    [
      'done, but the app refuses the changes',
      { refused: '`vendor/x.js` may not change.' },
      changes,
      ['failure', 'nothing', 'Not published'],
    ],
    ['done, but nothing is changed', {}, [], ['failure', 'nothing', 'Not published']],
    [
      'stopped by a limit with work done',
      { outcome: { kind: 'limit', limit: 'turns', detail: '100 of 100 turns' } },
      changes,
      ['failure', 'draft', 'Stopped by limit: turns'],
    ],
    [
      'stopped by a limit with nothing done',
      { outcome: { kind: 'limit', limit: 'cost', detail: '5 USD' } },
      [],
      ['failure', 'nothing', 'Stopped by limit: cost'],
    ],
    [
      'stopped by a limit with refused changes',
      { outcome: { kind: 'limit', limit: 'loop', detail: 'x' }, refused: 'no' },
      changes,
      ['failure', 'nothing', 'Stopped by limit: going in circles'],
    ],
    [
      'done, and the agent says that a criterion is not met',
      { unmet: ['Codes are not case-sensitive'] },
      changes,
      ['action_required', 'draft', 'Not complete: 1 criterion is not met'],
    ],
    [
      'nothing to do',
      { outcome: { kind: 'nothing', reason: 'It is there already.' } },
      changes,
      ['neutral', 'nothing', 'Nothing to do'],
    ],
    [
      'a question to a person',
      { outcome: { kind: 'blocked', question: 'Which codes?' } },
      changes,
      ['action_required', 'nothing', 'Needs an answer'],
    ],
    [
      'a plan that waits',
      { outcome: { kind: 'planned', text: 'Steps:\n1. Look', hash: 'ab'.repeat(32), why: 'It is large.' } },
      [],
      ['action_required', 'nothing', 'A plan waits for approval'],
    ],
    [
      'the provider failed with work done',
      { outcome: { kind: 'error', cause: 'provider', detail: '503' } },
      changes,
      ['failure', 'draft', 'The model provider failed'],
    ],
    [
      'the provider failed before anything was done',
      { outcome: { kind: 'error', cause: 'provider', detail: '503' } },
      [],
      ['failure', 'nothing', 'The model provider failed'],
    ],
    [
      'the model broke off a repair round',
      { outcome: { kind: 'error', cause: 'malformed', detail: '3 in a row' }, failed: ['test'] },
      changes,
      ['failure', 'draft', 'The model gave answers that cannot be read'],
    ],
    [
      'it crashed',
      { outcome: { kind: 'error', cause: 'crash', detail: 'x' } },
      changes,
      ['failure', 'nothing', 'The run crashed'],
    ],
    [
      'stopped by a person',
      { outcome: { kind: 'cancelled', detail: 'ada closed the issue' } },
      changes,
      ['cancelled', 'nothing', 'Stopped'],
    ],
    [
      'the runner was lost',
      { outcome: { kind: 'lost', detail: 'no answer for 45 min' } },
      [],
      ['timed_out', 'nothing', 'The run did not come back'],
    ],
    [
      'the report cannot be read',
      { outcome: { kind: 'unreadable', detail: 'version: expected 1' } },
      [],
      ['failure', 'nothing', 'The report of the run could not be read'],
    ],
  ])('%s', (_, ending, made, [conclusion, published, title]) => {
    const publication = publish(ending, { changes: made })
    expect(publication.conclusion).toBe(conclusion)
    expect(publication.checkRun.title).toBe(title)
    expect(publication.status).toMatchObject({ state: 'ended', conclusion, title })
    expect(publication.pullRequest === null ? 'nothing' : 'draft').toBe(published)
    expect(publication.commit === null).toBe(publication.pullRequest === null)
    expect(publication.checkRun.summary).not.toBe('')
  })
})

describe('what people are told to do next', () => {
  test.each<[string, Partial<Ending>, Changes, string]>([
    ['to review the draft', {}, changes, 'Review the draft, then mark it as ready.'],
    [
      'to mend what fails',
      { failed: ['test'] },
      changes,
      '`test` fails with this change and did not before. Mend it on the branch, or write `/agent implement` for another try.',
    ],
    [
      'to approve',
      { protectedPaths: ['db/1.sql', 'auth/`x`.js'] },
      changes,
      'All 2 gates passed. A person must approve what this change does to protected paths:\n\n- `db/1.sql`\n- ``auth/`x`.js``\n\nThe check run `approvals` says whom it asks for and who has approved.',
    ],
    [
      'why it was refused',
      { refused: '`vendor/x.js` may not change: `scope.deny` covers it.' },
      changes,
      "`vendor/x.js` may not change: `scope.deny` covers it.\n\n1 changed file is kept in the run's report and not published. When nothing stands in the way any more, write `/agent implement` again.",
    ],
    [
      'that nothing was changed',
      {},
      [],
      'The run says it is done, but it changed no file.\n\nNo file was changed. When nothing stands in the way any more, write `/agent implement` again.',
    ],
    [
      'to ask for less',
      { outcome: { kind: 'limit', limit: 'turns', detail: '100 of 100 turns were used.' } },
      changes,
      '100 of 100 turns were used.\n\nWhat was done so far is in the draft pull request, unfinished. Ask for less, or raise the limit in `.github/agent.yml`, and write `/agent implement` again.',
    ],
    [
      'to help it on, where no limit can be raised',
      { outcome: { kind: 'limit', limit: 'loop', detail: 'The same call again and again: `shell ls`' } },
      changes,
      'The same call again and again: `shell ls`\n\nWhat was done so far is in the draft pull request, unfinished. Say in a comment what it could not find out, and write `/agent implement` again.',
    ],
    [
      'to say what is missing',
      { outcome: { kind: 'nothing', reason: 'It is there already, @ada.' } },
      [],
      'It is there already, `@ada`.\n\nNothing was changed. If that is wrong, say what is missing and write `/agent implement` again.',
    ],
    [
      'to say what is missing, and that something was changed all the same',
      { outcome: { kind: 'nothing', reason: 'It is there already.' } },
      changes,
      "It is there already.\n\n1 changed file is kept in the run's report and not published. If that is wrong, say what is missing and write `/agent implement` again.",
    ],
    [
      'to answer',
      { outcome: { kind: 'blocked', question: 'Which codes?' } },
      [],
      'Which codes?\n\nAnswer in a comment and write `/agent implement` again: the next run reads the answer.',
    ],
    [
      'to approve a plan, or to say what is different',
      {
        outcome: { kind: 'planned', text: 'Steps:\n1. ```Look', hash: 'ab'.repeat(32), why: 'It is large.' },
      },
      [],
      `Nothing was changed. It is large.\n\n\`\`\`\`\nSteps:\n1. \`\`\`Look\n\`\`\`\`\n\nWrite \`/agent approve abababababab\` to have exactly this carried out, or \`/agent implement <what is different>\` for another plan.\n\n<sub>SHA-256 of the plan: \`${'ab'.repeat(32)}\`</sub>`,
    ],
    [
      'to try again',
      { outcome: { kind: 'error', cause: 'provider', detail: 'The provider answered 503 five times.' } },
      [],
      'The provider answered 503 five times.\n\nNo file was changed. Write `/agent implement` to try again.',
    ],
    [
      'to start anew',
      { outcome: { kind: 'cancelled', detail: 'The issue was closed by ada.' } },
      [],
      'The issue was closed by ada.\n\nNo file was changed. Write `/agent implement` to start anew.',
    ],
    [
      'to look at the log',
      { outcome: { kind: 'lost', detail: 'GitHub says the workflow run failed.' } },
      [],
      'GitHub says the workflow run failed.\n\nThe log of the workflow run may say why. Write `/agent implement` to try again.',
    ],
    [
      'to try again after a bad report',
      { outcome: { kind: 'unreadable', detail: '`turns`: expected a number' } },
      [],
      '`turns`: expected a number\n\nNothing was published. Write `/agent implement` to try again.',
    ],
  ])('%s', (_, ending, made, text) => {
    expect(publish(ending, { changes: made }).status.text).toBe(text)
  })

  test('gates that failed before, or need not pass, are no success to boast of', () => {
    const gates = [
      gate('test', 'passed'),
      { ...gate('lint', 'failed'), before: gate('lint', 'failed').after },
    ]
    const { checkRun, status } = publish({}, { report: report({ gates }) })
    expect(checkRun.title).toBe('Done, nothing got worse')
    expect(status.text).toBe('`lint` fails as before. Review the draft, then mark it as ready.')
  })

  test.each([
    ['any gate', [gate('test', 'skipped')]],
    ['a check', [gate('scope', 'passed', { kind: 'rules' })]],
  ])('without %s it says so', (_, gates) => {
    const { checkRun, status } = publish({}, { report: report({ gates }) })
    expect(checkRun.title).toBe('Done, no check was run')
    expect(status.text).toBe(
      'The repository names no check that fits this change. Review the draft, then mark it as ready.',
    )
  })
})

test('the pull request is named by the agent, or after the issue, and its title cannot act', () => {
  const titled = (title: string) => publish({}, { report: report({ title }) }).pullRequest?.title
  expect(titled('Fix #3 for @ada [skip ci]')).toBe('Fix issue #3 for ＠ada (skip ci)')
  expect(titled('  ')).toBe('Implement #12: Discount codes')
  expect(titled('x'.repeat(256))?.length).toBe(256)
})

test('what the app found itself counts as what the runner reported', () => {
  const { checkRun } = publish({}, { findings: [finding({ rule: 'no-console', level: 'error' })] })
  expect(checkRun.annotations.map(({ title }) => title)).toEqual(['no-console'])
})

test('everything fits what GitHub takes, whatever the report says', () => {
  const long = (most: number) => '𝔘😀`|@x <b>'.repeat(most).slice(0, most - 1)
  const huge = report({
    changes,
    title: long(256),
    summary: long(20_000),
    plan: Array.from({ length: 50 }, () => ({ step: long(500), status: 'pending' as const })),
    acceptance: Array.from({ length: 50 }, () => ({
      criterion: long(1_000),
      met: false,
      evidence: long(2_000),
    })),
    doubts: Array.from({ length: 50 }, () => ({ text: long(2_000), path: 'a.js', line: 1 })),
    gates: Array.from({ length: 100 }, () => gate(long(200), 'failed', { note: long(2_000) })),
    findings: Array.from({ length: 300 }, (_, index) =>
      finding({
        path: index % 2 ? null : 'a.js',
        message: long(16_000),
        fix: long(4_000),
        fingerprint: `${index}`,
      }),
    ),
    denied: Array.from({ length: 200 }, () => ({
      tool: long(100),
      what: long(500),
      why: long(1_000),
      count: 9,
    })),
    context: Array.from({ length: 100 }, () => ({
      path: long(4_000),
      sha256: 'a'.repeat(64),
      bytes: 1,
      cut: true,
    })),
    isolation: long(200),
  })
  const publication = publish(
    { failed: Array.from({ length: 100 }, () => long(200)) },
    { report: huge, notes: [long(5_000)] },
  )
  expect(publication.pullRequest?.title.length).toBeLessThanOrEqual(256)
  expect(publication.pullRequest?.body.length).toBeLessThanOrEqual(65_536)
  expect(publication.checkRun.title.length).toBeLessThanOrEqual(255)
  expect(publication.checkRun.summary.length).toBeLessThanOrEqual(65_535)
  expect(publication.checkRun.text.length).toBeLessThanOrEqual(65_535)
  expect(statusComment(publication.status).length).toBeLessThanOrEqual(65_536)
  expect(publication.commit?.headline.length).toBeLessThanOrEqual(72)
  expect(publication.pullRequest?.body).toMatch(
    /\*Left out for length: .* The run's report has it all\.\*\n\n<!-- reins:request [^\n]*-->$/,
  )
  expect(JSON.stringify(publication)).not.toMatch(/\\ud[89a-f][0-9a-f]{2}/i)
})
