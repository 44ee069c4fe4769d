import { LLMock } from '@copilotkit/aimock'
import { expect, test } from '@jest/globals'
import { createAgent } from '../../../action/agent/create-agent.ts'
import { prompt } from '../../../core/clean/prompt.ts'
import { DEFAULT_LIMITS } from '../../../core/run/limits.ts'
import { withHost } from '../sandbox/with-host.ts'
import { FINISH, modelOf } from './stage.ts'

const toolCall = (name: string, given: unknown) => ({ name, arguments: JSON.stringify(given) })

/** A second opinion on both wire formats, by a double that others wrote. */
test.each(['responses', 'chat'] as const)('%s: a whole run against aimock', async (api) => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' })
  const on = (match: object, name: string, given: unknown) =>
    mock.on(match, { toolCalls: [toolCall(name, given)] })
  on({ userMessage: 'Count', hasToolResult: false }, 'shell', { command: 'echo $((6 * 7)) > n' })
  on({ toolResultContains: '(no output)' }, 'read_file', { path: 'n' })
  on({ toolResultContains: '42' }, 'finish', FINISH.arguments)
  await mock.start()
  try {
    await withHost(async ({ host, read }) => {
      const agent = createAgent({
        ...{
          model: modelOf(mock, { api }),
          tools: host,
          limits: DEFAULT_LIMITS,
          instructions: prompt`Be brief.`,
        },
        ...{
          emit: () => {},
          record: () => {},
          signal: new AbortController().signal,
          now: () => performance.now(),
        },
      })
      expect(await agent.run(prompt`Count to 42.`)).toEqual({ kind: 'done' })
      expect(await read('n')).toBe('42\n')
      expect(agent.state()).toMatchObject({ turns: 3, toolCalls: 3, usage: { requests: 3 } })
      expect(agent.state().usage.inputTokens).toBeGreaterThan(0)
    })
  } finally {
    await mock.stop()
  }
})

test.each(['responses', 'chat'] as const)('%s: a rate limit of aimock is waited out', async (api) => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' })
  mock.onMessage('go', { content: 'Here.' })
  mock.nextRequestError(429, { message: 'Slow down', type: 'rate_limit_error' })
  await mock.start()
  try {
    const slept: number[] = []
    const model = modelOf(mock, { api, sleep: async (ms) => void slept.push(ms) })
    const request = {
      instructions: prompt``,
      tools: [],
      messages: [{ role: 'user' as const, text: prompt`go` }],
    }
    const answer = await model.answer({ ...request, signal: new AbortController().signal })
    expect(answer).toMatchObject({ kind: 'answer', text: 'Here.', usage: { requests: 2 } })
    expect(slept).toHaveLength(1)
  } finally {
    await mock.stop()
  }
})
