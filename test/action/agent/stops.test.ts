import { expect, test } from '@jest/globals'
import { prompt, toolResult } from '../../../core/clean/prompt.ts'
import { source } from '../../../core/clean/source.ts'
import { call, FINISH, onStage, turn } from './stage.ts'

const ls = (n: number) => turn(call('shell', { command: `echo ${n}` }))

test('turns and tool calls are limited, and what was done stays', async () => {
  await onStage(
    [1, 2, 3, 4].map(ls),
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toEqual({
        kind: 'limit',
        limit: 'turns',
        detail: 'The limit of 3 turns is used up.',
      })
      expect(await agent.run(prompt`again`)).toMatchObject({ limit: 'turns' })
      expect(agent.state()).toMatchObject({ turns: 3, toolCalls: 3 })
    },
    { limits: { turns: 3 } },
  )
  const many = turn(...[1, 2, 3, 4].map((n) => call('shell', { command: `echo ${n} >> log` })))
  await onStage(
    [many, turn(FINISH)],
    async ({ agent, read }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({
        kind: 'limit',
        limit: 'toolCalls',
        detail: 'The limit of 2 tool calls is used up.',
      })
      expect(await read('log')).toBe('1\n2\n')
    },
    { limits: { toolCalls: 2 } },
  )
})

test('the call that could cost more than what is left is not made', () =>
  onStage(
    [1, 2, 3, 4, 5, 6].map(ls),
    async ({ agent, server }) => {
      const outcome = await agent.run(toolResult(source('x'.repeat(40_000))))
      expect(outcome).toMatchObject({ kind: 'limit', limit: 'cost' })
      expect(agent.state().usage.cost).toBeLessThan(0.035)
      const bodies = server.requests().map(({ body }) => body as { max_output_tokens: number })
      expect(bodies.length).toBeGreaterThan(0)
      expect(bodies.length).toBeLessThan(3)
      expect(bodies[0]!.max_output_tokens).toBeLessThan(5_000)
    },
    { limits: { cost: 0.035 } },
  ))

test('time is limited also in the middle of a command and of an answer', async () => {
  await onStage(
    [turn(call('shell', { command: 'sleep 30' })), turn(FINISH)],
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'limit', limit: 'time' })
    },
    { limits: { time: 500 } },
  )
  await onStage(
    [{ say: 'x', fault: { hang: 30_000 } }],
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'limit', limit: 'time' })
    },
    { limits: { time: 500 } },
  )
})

test('the agent is told the time at 50, 75 and 90 %, each once', async () => {
  let now = 0
  await onStage(
    [0, 1, 2, 3, 4].map(ls).concat(turn(FINISH)),
    async ({ agent, server }) => {
      await agent.run(prompt`go`)
      const { input } = server.requests().at(-1)!.body as { input: { role?: string; content?: string }[] }
      expect(input.flatMap(({ role, content }) => (role === 'user' ? [content] : []))).toEqual([
        'go',
        '50 % of the time is used; 15 minutes are left. Plan the rest accordingly.',
        '75 % of the time is used; 7 minutes are left. Plan the rest accordingly.',
        '90 % of the time is used; 90 seconds are left. Finish what stands now and call finish.',
      ])
    },
    {
      agent: {
        now: () => now,
        emit: (event) => {
          if (event.type === 'tool') now = [15.2, 17, 23, 28.5, 29][event.turn - 1]! * 60_000
        },
      },
    },
  )
})

test('the same call again and again: a hint the third time, the end the fifth', () =>
  onStage(
    Array.from({ length: 9 }, () => ls(1)),
    async ({ agent, records }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({
        kind: 'limit',
        limit: 'loop',
        detail: 'The same call again and again: `shell echo 1`',
      })
      expect(agent.state().turns).toBe(5)
      const texts = records.flatMap((entry) =>
        (entry as { role?: string }).role === 'tool' ? [(entry as { text: string }).text] : [],
      )
      expect(texts.map((text) => text.includes('think of another way'))).toEqual([
        false,
        false,
        true,
        true,
        false,
      ])
      expect(texts[4]).toContain('Not run')
    },
  ))

test('finishing the same way in every round is no loop', () =>
  onStage(Array(6).fill(turn(FINISH)), async ({ agent }) => {
    for (let round = 0; round < 6; round++) expect(await agent.run(prompt`Again.`)).toEqual({ kind: 'done' })
  }))

test('the same refused call, other calls between: the end at the fifth, with the digest', () =>
  onStage(
    [1, 2, 3, 4, 5, 6].map((n) =>
      turn(call('read_file', { path: '.git/config' }), call('shell', { command: `echo ${n}` })),
    ),
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({
        limit: 'loop',
        detail: expect.stringContaining('refused'),
      })
      expect(agent.state().denied).toEqual([
        { tool: 'read_file', what: '.git/config', why: '.git is not open to the tools', count: 5 },
      ])
    },
  ))

test('a person stops the run: during a command, during an answer, while waiting to try again', async () => {
  await onStage(
    [turn(call('shell', { command: 'sleep 30' })), turn(FINISH)],
    async ({ agent, abort, events }) => {
      const run = agent.run(prompt`go`)
      while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      abort.abort('stopped by @ada')
      expect(await run).toEqual({ kind: 'cancelled', detail: 'stopped by @ada' })
    },
  )
  await onStage([{ say: 'x', fault: { hang: 30_000 } }], async ({ agent, abort }) => {
    setTimeout(() => abort.abort('stopped'), 300)
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'cancelled', detail: 'stopped' })
  })
  await onStage(
    [{ fault: { status: 503, retryAfter: 200 } }],
    async ({ agent, abort }) => {
      setTimeout(() => abort.abort('stopped'), 300)
      expect(await agent.run(prompt`go`)).toEqual({ kind: 'cancelled', detail: 'stopped' })
    },
    {
      model: {
        sleep: (ms, signal) =>
          new Promise((resolve) => {
            setTimeout(resolve, ms).unref()
            signal.addEventListener('abort', () => resolve())
          }),
      },
    },
  )
  await onStage([turn(FINISH)], async ({ agent, abort, server }) => {
    abort.abort('too late')
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'cancelled', detail: 'too late' })
    expect(server.requests()).toEqual([])
  })
})

test('answers without a call are reminded twice and end the third time', () =>
  onStage(
    [{ say: 'Hm.' }, { say: 'I think.' }, { say: 'Well.' }, turn(FINISH)],
    async ({ agent, server }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'error', cause: 'malformed' })
      const { input } = server.requests().at(-1)!.body as { input: { role?: string; content?: unknown }[] }
      expect(input.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual([
        'go',
        ...Array(2).fill('That was neither a tool call nor the end. Go on with the work, or call `finish`.'),
      ])
    },
  ))

test('one usable call between starts the count anew', () =>
  onStage(
    [{ say: '1' }, { say: '2' }, ls(1), { say: '3' }, { say: '4' }, turn(FINISH)],
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
    },
  ))

test('empty, unreadable and senseless answers three times in a row end the run with their cause', async () => {
  await onStage(Array(3).fill({ fault: { empty: true } }), async ({ agent }) => {
    expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'error', cause: 'empty' })
    expect(agent.state().usage.requests).toBe(3)
  })
  await onStage(Array(3).fill({ fault: { malformed: true } }), async ({ agent }) => {
    expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'error', cause: 'malformed' })
  })
  await onStage(
    [turn(call('bash', {})), turn(call('shell', '{"comm')), turn(call('read_file', { pfad: 'x' }))],
    async ({ agent, records }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({ kind: 'error', cause: 'malformed' })
      const texts = records.flatMap((entry) =>
        (entry as { role?: string }).role === 'tool' ? [(entry as { text: string }).text] : [],
      )
      expect(texts[0]).toBe(
        'There is no tool "bash". There are: apply_patch, finish, read_file, search, shell, update_plan.',
      )
      expect(texts[1]).toMatch(
        /^The arguments are not valid JSON, or were cut off\. shell takes: \{"type":"object"/,
      )
      expect(texts[2]).toMatch(/expected string[\s\S]*→ at path[\s\S]*read_file takes/)
    },
  )
})

test('an answer cut at its length is told so and goes on', () =>
  onStage([{ say: 'A long story', fault: { length: true } }, turn(FINISH)], async ({ agent, server }) => {
    expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
    expect(JSON.stringify(server.requests().at(-1)!.body)).toContain('cut off at its length limit')
  }))

test('a tool host that dies ends the run as a crash, with what was declared before', () =>
  onStage(
    [turn(call('shell', { command: 'kill -KILL $PPID; sleep 1' })), turn(FINISH)],
    async ({ agent }) => {
      expect(await agent.run(prompt`go`)).toMatchObject({
        kind: 'error',
        cause: 'crash',
        detail: expect.stringContaining('The tool host ended: ended by SIGKILL'),
      })
      expect(agent.state().turns).toBe(1)
    },
  ))

test('when the window is nearly full the run ends as stopped by context', () =>
  onStage(
    [ls(1), ls(2)],
    async ({ agent }) => {
      expect(await agent.run(toolResult(source('x'.repeat(20_000))))).toMatchObject({
        kind: 'limit',
        limit: 'context',
      })
    },
    { model: { window: 6_000 } },
  ))

test('old tool output is dropped when that frees much, and the model is told what is gone', () =>
  onStage(
    [1, 2, 3, 4, 5, 6, 7, 8]
      .map((n) => turn(call('shell', { command: `echo ${n}; head -c 39000 /dev/zero | tr '\\0' x` })))
      .concat(turn(FINISH)),
    async ({ agent, results, records }) => {
      expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
      const dropped = results().map((text) => /^\[\d+ characters of old output dropped/.test(text))
      expect(dropped.filter(Boolean).length).toBeGreaterThanOrEqual(2)
      expect(dropped.slice(-4)).toEqual([false, false, false, false])
      expect(
        records.filter((entry) => (entry as { type: string }).type === 'dropped').length,
      ).toBeLessThanOrEqual(2)
    },
  ))

test('what was told beside a result stays when the result is dropped', () =>
  onStage(
    [1, 2, 3, 4, 5, 6, 7, 8]
      .map((n) => turn(call('shell', { command: `echo ${n}; head -c 39000 /dev/zero | tr '\\0' x` })))
      .concat(turn(FINISH)),
    async ({ agent, results }) => {
      expect(await agent.run(prompt`go`)).toEqual({ kind: 'done' })
      const [first, last] = [results()[0], results().at(-1)]
      expect(first).toMatch(/^\[\d{5} characters of old output dropped .*\]\n\nMoney is in cents\. 😀$/)
      expect(last).toMatch(/x\n*.*Money is in cents\. 😀$/s)
    },
    { agent: { beside: async () => prompt`Money is in cents. 😀` } },
  ))
