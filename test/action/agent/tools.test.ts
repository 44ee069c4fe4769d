import { describe, expect, test } from '@jest/globals'
import type { ToolOutcome } from '../../../action/agent/tools/tool.ts'
import { TOOLS } from '../../../action/agent/tools/tools.ts'
import type { HostCall } from '../../../action/sandbox/tool-host.ts'

function tool(name: string) {
  return TOOLS.find(({ spec }) => spec.name === name)!
}

/** What the tool asks the host, or what it answers by itself. */
async function use(
  name: string,
  given: unknown,
): Promise<{ asked: HostCall | null; outcome: ToolOutcome | null; why: string }> {
  const prepared = tool(name).prepare(typeof given === 'string' ? given : JSON.stringify(given))
  if (prepared.kind === 'broken') return { asked: null, outcome: null, why: prepared.why }
  let asked: HostCall | null = null
  const outcome = await prepared.run({
    host: {
      ...{ isolation: '', workspace: '/workspace', close: async () => {} },
      call: async (call) => {
        asked = call
        return { ok: true, text: '', ms: 0 }
      },
    },
    signal: new AbortController().signal,
    timeLeft: () => 1_000_000,
  })
  return { asked, outcome, why: '' }
}

test('what is advertised is strict: closed objects, every key required, in the order of names', () => {
  expect(TOOLS.map(({ spec }) => spec.name)).toEqual(TOOLS.map(({ spec }) => spec.name).sort())
  const check = (schema: Record<string, unknown>): void => {
    if (schema.type === 'object') {
      expect(schema.additionalProperties).toBe(false)
      expect(schema.required).toEqual(Object.keys(schema.properties as object))
    }
    for (const child of Object.values(schema))
      if (child !== null && typeof child === 'object') check(child as Record<string, unknown>)
  }
  for (const { spec } of TOOLS) check(spec.parameters)
})

describe('what is accepted is not strict', () => {
  test.each([
    ['shell', { command: 'ls' }, { op: 'exec', command: 'ls', timeout: 120_000 }],
    ['shell', { cmd: 'ls', timeout_ms: '5000' }, { op: 'exec', command: 'ls', timeout: 5_000 }],
    [
      'shell',
      { command: ['bash', '-lc', 'ls | wc'], timeout: 9e9 },
      { op: 'exec', command: 'ls | wc', timeout: 600_000 },
    ],
    [
      'shell',
      { command: ['echo', "it's", '$HOME'] },
      { op: 'exec', command: `echo 'it'\\''s' '$HOME'`, timeout: 120_000 },
    ],
    [
      'shell',
      JSON.stringify(JSON.stringify({ command: 'ls' })),
      { op: 'exec', command: 'ls', timeout: 120_000 },
    ],
    ['read_file', { file_path: 'a', line: 3 }, { op: 'read', path: 'a', offset: 3 }],
    [
      'read_file',
      { path: 'a', offset: null, limit: '20', why: 'because' },
      { op: 'read', path: 'a', limit: 20 },
    ],
    ['search', { query: 'x', include: '*.ts' }, { op: 'search', pattern: 'x', glob: '*.ts' }],
    ['apply_patch', { input: '*** Begin Patch' }, { op: 'patch', patch: '*** Begin Patch' }],
    [
      'apply_patch',
      '*** Begin Patch\n*** End Patch',
      { op: 'patch', patch: '*** Begin Patch\n*** End Patch' },
    ],
    ['apply_patch', JSON.stringify('*** Begin Patch'), { op: 'patch', patch: '*** Begin Patch' }],
  ])('%s %j', async (name, given, asked) => {
    expect(await use(name, given)).toMatchObject({ asked })
  })

  test('a plan of texts, with statuses in other words, under another key', async () => {
    const { outcome } = await use('update_plan', {
      plan: ['Look', { step: 'Do', status: 'in-progress' }, { title: 'Test', status: 'done' }, ''],
    })
    expect(outcome!.plan).toEqual([
      { step: 'Look', status: 'pending' },
      { step: 'Do', status: 'in_progress' },
      { step: 'Test', status: 'completed' },
    ])
  })

  test('finish with texts for criteria and doubts, and only what matters', async () => {
    const { outcome } = await use('finish', {
      outcome: 'success',
      summary: 'It works.\nReally.',
      acceptance: [
        'It adds',
        { criterion: 'It subtracts', met: 'false' },
        { criterion: 'Fast', met: true, evidence: 'bench' },
      ],
      doubts: 'Is 3 right?',
    })
    expect(outcome!.finished).toEqual({
      outcome: { kind: 'done' },
      title: 'It works.',
      summary: 'It works.\nReally.',
      acceptance: [
        { criterion: 'It adds', met: true, evidence: '' },
        { criterion: 'It subtracts', met: false, evidence: '' },
        { criterion: 'Fast', met: true, evidence: 'bench' },
      ],
      doubts: [{ text: 'Is 3 right?' }],
    })
    const placed = await use('finish', {
      summary: 'x',
      doubts: [
        { text: 'y', file: 'a.ts', line: '4' },
        { text: 'z', line: 0 },
      ],
    })
    expect(placed.outcome!.finished!.doubts).toEqual([{ text: 'y', path: 'a.ts', line: 4 }, { text: 'z' }])
  })
})

test('finish without a summary is asked for one', async () => {
  for (const outcome of ['done', 'blocked', 'nothing']) {
    const { outcome: answer } = await use('finish', { outcome, summary: '  ' })
    expect(answer).toMatchObject({ ok: false, text: expect.stringMatching(/call finish again/i) })
    expect(answer!.finished).toBeUndefined()
  }
})

test('what is declared fits the report, however long it is', async () => {
  const long = '😀'.repeat(30_000)
  const { outcome } = await use('finish', {
    ...{ outcome: 'blocked', summary: long, title: long },
    acceptance: Array(80).fill({ criterion: long, met: true, evidence: long }),
    doubts: Array(80).fill({ text: long, path: long, line: 1 }),
  })
  const { acceptance, doubts, title, summary, outcome: end } = outcome!.finished!
  expect([acceptance.length, doubts.length]).toEqual([50, 50])
  expect(title.length).toBeLessThanOrEqual(256)
  expect(summary.length).toBeLessThanOrEqual(20_000)
  expect(end.kind === 'blocked' && end.question.length).toBeLessThanOrEqual(8_000)
  expect(acceptance[0]!.criterion.length).toBeLessThanOrEqual(1_000)
  expect(acceptance[0]!.evidence.length).toBeLessThanOrEqual(2_000)
  expect(doubts[0]).toEqual({ text: expect.any(String), line: 1 })
  expect(JSON.stringify(outcome).isWellFormed()).toBe(true)
})

test.each([
  ['shell', '{"command": "ls"', 'not valid JSON'],
  ['shell', '[]', 'no JSON object'],
  ['shell', '{}', 'at command'],
  ['read_file', '{"path": 5}', 'at path'],
  ['update_plan', '{"steps": [{"status": "done"}]}', 'at steps[0].step'],
  ['finish', '{"outcome": "later", "summary": "x"}', 'at outcome'],
])('%s %s is refused with what was expected', async (name, given, why) => {
  const answer = await use(name, given)
  expect(answer.why).toContain(why)
  expect(answer.why).toContain(`${name} takes: {"type":"object"`)
})
