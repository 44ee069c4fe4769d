import { expect, test } from '@jest/globals'
import { prompt } from '../../../core/clean/prompt.ts'
import { call, FINISH, onStage, turn } from './stage.ts'

const SCRIPT = [
  ...Array.from({ length: 12 }, (_, n) =>
    turn(call('shell', { command: `echo ${n}` }), call('read_file', { path: 'a' })),
  ),
  { say: 'No call.' },
  turn(FINISH),
]

test.each(['responses', 'chat'] as const)(
  '%s: every request begins with all bytes of the one before',
  (api) =>
    onStage(
      SCRIPT,
      async ({ agent, server, write }) => {
        await write('a', 'ä 😀\n')
        await agent.run(prompt`Go.`)
        await agent.run(prompt`Mend it.`)
        const bodies = server.requests().map(({ bytes }) => Buffer.from(bytes))
        expect(bodies.length).toBeGreaterThan(13)
        for (const [index, body] of bodies.slice(1).entries()) {
          const before = conversation(bodies[index]!)
          expect(conversation(body).subarray(0, before.length).equals(before)).toBe(true)
        }
      },
      { model: { api } },
    ),
)

/** Everything up to the end of the messages: what comes after is the length of the answer. */
function conversation(body: Buffer): Buffer {
  const end = Math.max(
    body.lastIndexOf('],"max_output_tokens"'),
    body.lastIndexOf('],"max_completion_tokens"'),
  )
  expect(end).toBeGreaterThan(0)
  return body.subarray(0, end)
}

test('no time, no id and no budget stands in the prefix', () =>
  onStage([turn(FINISH)], async ({ agent, server, path }) => {
    await agent.run(prompt`Go.`)
    const { tools, instructions } = server.requests()[0]!.body as { tools: unknown; instructions: string }
    const prefix = JSON.stringify(tools) + instructions
    expect(prefix).not.toMatch(/\d{4}-\d\d-\d\d|\d\d:\d\d|[0-9a-f]{26}/)
    expect(prefix).not.toContain(path)
  }))
