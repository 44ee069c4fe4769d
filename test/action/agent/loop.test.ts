import { expect, test } from '@jest/globals'
import { inline, prompt } from '../../../core/clean/prompt.ts'
import { call, FINISH, onStage, turn } from './stage.ts'

test('the agent reads, edits, tests and finishes; what it declares is in its state', () =>
  onStage(
    [
      { say: 'I look.', call: [call('read_file', { path: 'a.txt' }), call('search', { pattern: 'old' })] },
      turn(
        call('update_plan', { steps: [{ step: 'Change a.txt', status: 'in_progress' }] }),
        call('apply_patch', {
          patch: '*** Begin Patch\n*** Update File: a.txt\n@@\n-old\n+new\n*** End Patch',
        }),
        call('shell', { command: 'cat a.txt' }),
      ),
      turn(
        call('finish', {
          outcome: 'done',
          title: 'Make it new',
          summary: 'Changed a.txt.',
          acceptance: [{ criterion: 'It is new', met: true, evidence: 'cat a.txt' }],
          doubts: [{ text: 'Is it new enough?', path: 'a.txt', line: 1 }],
        }),
      ),
    ],
    async ({ agent, write, read, results, events, records }) => {
      await write('a.txt', 'old\n')
      expect(await agent.run(prompt`Make it new.`)).toEqual({ kind: 'done' })
      expect(await read('a.txt')).toBe('new\n')
      expect(results()).toEqual([
        '1\told',
        'a.txt:1: old',
        'The plan is noted.',
        'M a.txt',
        'exit code 0\nnew',
      ])
      expect(agent.state()).toMatchObject({
        ...{ turns: 3, toolCalls: 6, title: 'Make it new', summary: 'Changed a.txt.' },
        plan: [{ step: 'Change a.txt', status: 'in_progress' }],
        acceptance: [{ criterion: 'It is new', met: true, evidence: 'cat a.txt' }],
        doubts: [{ text: 'Is it new enough?', path: 'a.txt', line: 1 }],
        usage: { requests: 3 },
      })
      expect(agent.state().usage.cost).toBeGreaterThan(0)
      expect(events.map(({ type }) => type)).toEqual([
        ...['turn', 'tool', 'tool', 'turn', 'tool', 'tool', 'tool', 'plan', 'turn', 'tool'],
      ])
      expect(events[0]).toMatchObject({
        say: 'I look.',
        calls: [
          { name: 'read_file', summary: 'a.txt' },
          { name: 'search', summary: 'old' },
        ],
      })
      expect(records).toHaveLength(1 + 1 + 3 + 6)
    },
  ))

test('a repair round goes on in the same conversation, and all limits and costs go on counting', () =>
  onStage(
    [turn(FINISH), turn(call('shell', { command: 'true' })), turn(FINISH)],
    async ({ agent, server }) => {
      await agent.run(prompt`The task.`)
      expect(await agent.run(prompt`The gates found this.`)).toEqual({ kind: 'done' })
      expect(agent.state()).toMatchObject({ turns: 3, usage: { requests: 3 } })
      const { input } = server.requests()[1]!.body as {
        input: { role?: string; type?: string; content?: string }[]
      }
      expect(input.map((item) => item.role ?? item.type)).toEqual([
        'user',
        'function_call',
        'function_call_output',
        'user',
      ])
      expect(input.at(-1)!.content).toBe('The gates found this.')
    },
  ))

test('calls that only read run side by side, four at a time, and answer in the order asked', async () => {
  let open = 0
  let most = 0
  await onStage(
    [turn(...[30, 10, 20, 5, 1, 2].map((ms) => call('read_file', { path: `${ms}` }))), turn(FINISH)],
    async ({ agent, results }) => {
      await agent.run(prompt`go`)
      expect(results()).toEqual(['30', '10', '20', '5', '1', '2'])
      expect(most).toBe(4)
    },
    {
      agent: {
        tools: {
          isolation: 'none',
          workspace: '/workspace',
          close: async () => {},
          call: async (given) => {
            most = Math.max(most, ++open)
            const { path } = given as { path: string }
            await new Promise((resolve) => setTimeout(resolve, Number(path)))
            open--
            return { ok: true, text: path, ms: 0 }
          },
        },
      },
    },
  )
})

test('calls that write run one after the other, in order', () =>
  onStage(
    [
      turn(...[1, 2, 3].map((n) => call('shell', { command: `sleep 0.0${4 - n}; echo ${n} >> log` }))),
      turn(FINISH),
    ],
    async ({ agent, read }) => {
      await agent.run(prompt`go`)
      expect(await read('log')).toBe('1\n2\n3\n')
    },
  ))

test('`finish` beside a call that failed is not taken: the model has not seen it', () =>
  onStage([turn(call('shell', { command: 'exit 1' }), FINISH), turn(FINISH)], async ({ agent, results }) => {
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
    expect(results()[1]).toMatch(/^Not finished: shell in this same turn failed/)
    expect(agent.state().turns).toBe(2)
  }))

test('after a patch, what the rules say stands with its result', () =>
  onStage(
    [
      turn(
        call('apply_patch', { patch: '*** Begin Patch\n*** Add File: a.ts\n+x\n*** End Patch' }),
        call('apply_patch', { patch: '*** Begin Patch\n*** Add File: b.ts\n+x\n*** End Patch' }),
        call('shell', { command: 'ls' }),
      ),
      turn(FINISH),
    ],
    async ({ agent, results }) => {
      await agent.run(prompt`go`)
      expect(results()).toEqual(['A a.ts', 'A b.ts\n\nBroken rules in a.ts, b.ts', 'exit code 0\na.ts\nb.ts'])
    },
    { agent: { afterEdits: async (paths) => prompt`Broken rules in ${inline(paths.join(', '))}` } },
  ))

test('a guard refuses a call before it is made; the digest counts refusals, the file system keeps none', () =>
  onStage(
    [
      turn(call('apply_patch', { input: '*** Begin Patch\n*** Add File: x\n+x\n*** End Patch' })),
      turn(call('read_file', { path: '/etc/passwd' }), call('read_file', { path: '/etc/passwd' })),
      turn(FINISH),
    ],
    async ({ agent, results, read }) => {
      expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
      expect(results()).toEqual([
        'Refused: x is out of scope\nAsk.',
        'Refused: the path is outside the workspace.',
        'Refused: the path is outside the workspace.',
      ])
      expect(agent.state().denied).toEqual([
        { tool: 'apply_patch', what: 'Add x', why: 'x is out of scope', count: 1 },
        { tool: 'read_file', what: '/etc/passwd', why: 'the path is outside the workspace', count: 2 },
      ])
      await expect(read('x')).rejects.toThrow('ENOENT')
    },
    {
      agent: {
        guard: ({ name }) => (name === 'apply_patch' ? { why: 'x is out of scope', allow: 'Ask.' } : null),
      },
    },
  ))

test('blocked and nothing carry the question and the reason', async () => {
  const finish = (outcome: string) => [turn(call('finish', { outcome, summary: 'Which of the two?' }))]
  await onStage(finish('blocked'), async ({ agent }) => {
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'blocked', question: 'Which of the two?' })
  })
  await onStage(finish('nothing'), async ({ agent }) => {
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'nothing', reason: 'Which of the two?' })
    expect(agent.state().title).toBe('Which of the two?')
  })
})
