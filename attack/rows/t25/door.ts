import { request } from 'node:http'
import type { Layer } from '../../layers.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { type Stage, shared } from '../../stage/stage.ts'

/** A run at work whose runner is the attacker's, so it has a good token; one for each API. */
export const responses = shared((stage) => open(stage, {}))
export const chat = shared((stage) => open(stage, { REINS_MODELS: '{"gpt-5.5":{"api":"chat"}}' }))

async function open(stage: Stage, variables: Record<string, string>) {
  const world = await stage.world({ variables, says: [{ say: 'Yes.' }] })
  return { world, runner: await world.claimed() }
}
export type Door = Awaited<ReturnType<typeof open>>
export type Answer = { status: number; text: string }

/** What the action itself would ask, more or less. */
export const HONEST = { model: 'gpt-5.5', stream: true, store: false, input: 'Hello', max_output_tokens: 100 }
export const HONEST_CHAT = {
  ...{ model: 'gpt-5.5', stream: true, messages: [{ role: 'user', content: 'Hello' }] },
  max_completion_tokens: 100,
}

/** Calls that must not reach the provider, and whose answer says why. */
export function refused(
  name: string,
  ask: (door: Door) => Promise<Answer>,
  expected: { status: number; says: RegExp; door?: typeof responses; by?: Layer },
): Attempt {
  const { status, says, door = responses, by = 'app: model door' } = expected
  return {
    name,
    run: async (stage) => {
      const there = await door(stage)
      const before = there.world.model.requests().length
      const answer = await ask(there)
      must(
        there.world.model.requests().length === before,
        `it reached the provider: ${answer.text.slice(0, 300)}`,
      )
      must(answer.status === status, `answered ${answer.status}: ${answer.text.slice(0, 300)}`)
      must(says.test(answer.text), `not said why: ${answer.text.slice(0, 300)}`)
      return stopped(by, { tried: 'the call was answered', evidence: `${status}: ${answer.text}` })
    },
  }
}

/** A body that the Responses API would take, and we do not. */
export const body = (name: string, more: Record<string, unknown>, says: RegExp): Attempt =>
  refused(name, ({ runner }) => runner.post('/model/v1/responses', { ...HONEST, ...more }), {
    status: 400,
    says,
  })

export const chatBody = (name: string, more: Record<string, unknown>, says: RegExp): Attempt =>
  refused(name, ({ runner }) => runner.post('/model/v1/chat/completions', { ...HONEST_CHAT, ...more }), {
    ...{ status: 400, says, door: chat },
  })

/** Byte for byte on the wire: neither the path nor the headers are tidied, as fetch would. */
export function raw(
  { world, runner }: Door,
  sent: {
    path: string
    method?: string
    headers?: Record<string, string>
    body?: string | Uint8Array | Iterable<Uint8Array>
  },
): Promise<Answer> {
  const { hostname, port } = new URL(world.app.url)
  const { path, method = 'POST', headers = {}, body = method === 'POST' ? JSON.stringify(HONEST) : '' } = sent
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        ...{ hostname, port, path, method, agent: false },
        headers: {
          authorization: `Bearer ${runner.token}`,
          'content-type': 'application/json',
          ...headers,
        },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (piece) => {
          text += piece
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
        answer.on('error', reject)
      },
    )
    asking.on('error', reject)
    if (typeof body === 'string' || body instanceof Uint8Array) asking.end(body)
    else {
      for (const piece of body) asking.write(piece)
      asking.end()
    }
  })
}
