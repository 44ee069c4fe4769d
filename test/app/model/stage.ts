import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, afterEach } from '@jest/globals'
import type { ServedModel } from '../../../app/config/models.ts'
import { runs as routes } from '../../../app/http/runs.ts'
import { createGateway, type Gateway } from '../../../app/model/gateway.ts'
import type { Reins } from '../../../app/reins.ts'
import { createRunStore } from '../../../app/runs/create-run-store.ts'
import type { Run } from '../../../app/runs/run.ts'
import type { RunStore } from '../../../app/runs/run-store.ts'
import { hashToken } from '../../../app/runs/run-token.ts'
import { closeScratch, scratchDatabase } from '../../../playground/scratch-database.ts'
import { aRun } from '../a-run.ts'

/** The model endpoint over real HTTP, with a provider that does whatever the test wants. */

export const operatorKey = 'sk-operator-secret-0123456789'
export const PRICE = { input: 5, cached: 0.5, output: 30 }

export type Asked = { request: IncomingMessage; body: Buffer }
type Answering = (response: ServerResponse, asked: Asked) => void

export type Stage = {
  url: string
  /** Host and port of the provider. */
  provider: string
  runs: RunStore
  gateway: Gateway
  /** What reached the provider. */
  asked: Asked[]
  /** Adds a run at work. @returns its key and token. */
  run: (more?: Partial<Run>) => Promise<{ key: string; token: string }>
  usage: (key: string) => Promise<Run['usage']>
}

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
afterAll(closeScratch)

export async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function setStage(
  answer: Answering,
  more: { model?: Partial<ServedModel>; now?: () => number } & Partial<
    Parameters<typeof createGateway>[0]
  > = {},
): Promise<Stage> {
  const asked: Asked[] = []
  const provider = await serve((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const one = { request, body: Buffer.concat(chunks) }
      asked.push(one)
      answer(response, one)
    })
  })
  const { model = {}, now = Date.now, ...options } = more
  const served: ServedModel = {
    ...{ name: 'gpt-5.5', api: 'responses', baseUrl: `http://${provider}/v1`, key: operatorKey },
    ...{ price: PRICE, window: 272_000, ...model },
  }
  const database = await scratchDatabase()
  open.push(database.close)
  const runs: RunStore = createRunStore({
    ...{ database, now, dueAt: () => null },
    onMove: ({ key, state }) => state !== 'running' && gateway.drop(key),
  })
  const onError = (error: unknown) => {
    throw error
  }
  const gateway = createGateway({ models: [served], runs, now, onError, ...options })
  const url = await serve(getRequestListener(routes({ runs, gateway, now } as Reins).fetch))
  let count = 0
  return {
    ...{ url: `http://${url}`, provider, runs, gateway, asked },
    async run(given = {}) {
      const key = String(++count).padStart(26, 'k')
      const token = `reins_token_of_${key}`
      const until = now() + 3_600_000
      await runs.create(aRun({ key, token: { hash: hashToken(token), attempt: 1, until }, ...given }))
      return { key, token }
    },
    usage: async (key) => (await runs.get(key))?.usage ?? aRun().usage,
  }
}

export const honest = {
  model: 'gpt-5.5',
  stream: true,
  store: false,
  instructions: 'Be brief.',
  input: [{ role: 'user', content: 'Hello' }],
  max_output_tokens: 1_000,
}

type Sending = { path?: string; headers?: Record<string, string>; signal?: AbortSignal }

export function send(
  { url }: Stage,
  token: string,
  body: unknown = honest,
  sending: Sending = {},
): Promise<Response> {
  const { path = '/model/v1/responses', headers = {}, signal } = sending
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    ...(signal && { signal }),
  })
}

/** "429 one_at_a_time: A run makes …" */
export async function refusal(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: { code: string; message: string } }
  return `${answer.status} ${error.code}: ${error.message}`
}

export const SSE = { 'content-type': 'text/event-stream' }

export function completed(tokens: { input: number; cached?: number; output: number }): string {
  const usage = {
    input_tokens: tokens.input,
    input_tokens_details: { cached_tokens: tokens.cached ?? 0 },
    output_tokens: tokens.output,
  }
  return `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', response: { usage } })}\n\n`
}

/** Waits until something is so, however long the machine takes. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 5))
}
