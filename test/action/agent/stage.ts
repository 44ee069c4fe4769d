import type { AgentOptions } from '../../../action/agent/agent.ts'
import { createAgent } from '../../../action/agent/create-agent.ts'
import { createModel, type ModelOptions } from '../../../action/agent/models/create-model.ts'
import { prompt } from '../../../core/clean/prompt.ts'
import type { RunEvent } from '../../../core/run/event.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../core/run/limits.ts'
import { type ModelServer, startModelServer } from '../../../playground/model/start-model-server.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import { type Workspace, withHost } from '../sandbox/with-host.ts'

export const PRICE = { input: 1, cached: 0.1, output: 10 }
export const KEY = 'sk-test'

export type Stage = Workspace & {
  server: ModelServer
  agent: ReturnType<typeof createAgent>
  events: RunEvent[]
  records: unknown[]
  slept: number[]
  abort: AbortController
  /** What the model was told with a call's result, by turn of the script, in the order of the calls. */
  results: () => string[]
}

export type StageOptions = {
  limits?: Partial<Limits>
  model?: Partial<ModelOptions>
  agent?: Partial<AgentOptions>
}

/** The real loop, adapters, tools and shell; only the model is scripted. */
export async function onStage(
  script: Turn[],
  act: (stage: Stage) => Promise<void>,
  options: StageOptions = {},
): Promise<void> {
  const server = await startModelServer({ script, models: ['m'], apiKey: KEY })
  try {
    await withHost(async (workspace) => {
      const events: RunEvent[] = []
      const records: unknown[] = []
      const slept: number[] = []
      const abort = new AbortController()
      const agent = createAgent({
        model: modelOf(server, { sleep: async (ms) => void slept.push(ms), ...options.model }),
        tools: workspace.host,
        limits: { ...DEFAULT_LIMITS, ...options.limits },
        instructions: prompt`Do as the script says.`,
        emit: (event) => events.push(event),
        record: (entry) => records.push(entry),
        signal: abort.signal,
        now: () => performance.now(),
        ...options.agent,
      })
      const results = () => resultsIn(server)
      await act({ ...workspace, server, agent, events, records, slept, abort, results })
    })
  } finally {
    await server.close()
  }
}

export function modelOf(server: { url: string }, options: Partial<ModelOptions> = {}) {
  return createModel({
    ...{ api: 'responses' as const, name: 'm', baseUrl: `${server.url}/v1`, token: KEY },
    ...{ price: PRICE, window: 400_000, random: () => 1 },
    ...options,
  })
}

/** Results of calls as the last request carried them. */
function resultsIn(server: ModelServer): string[] {
  const body = server.requests().at(-1)?.body as { input: { type?: string; output?: string }[] }
  return body.input.flatMap((item) => (item.type === 'function_call_output' ? [item.output ?? ''] : []))
}

/** A turn of calls: `call('shell', { command: 'ls' })`. */
export function turn(...call: { name: string; arguments: unknown }[]): Turn {
  return { call }
}
export function call(name: string, given: unknown = {}): { name: string; arguments: unknown } {
  return { name, arguments: given }
}
export const FINISH = call('finish', { outcome: 'done', summary: 'All is done.', title: 'Do it' })
