import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import { setTimeout as pass } from 'node:timers/promises'
import { SECRET } from './start-app.ts'

const PATH = '/api/github/webhooks'
/** Deliveries under way at a time, where as many as possible are measured. */
const AT_ONCE = 64
/** GitHub keeps connections, and opens as many as it needs. */
const SOCKETS = 256

type Signed = { body: Buffer; signature: string }
/** Milliseconds of each, sorted; `failed` were not answered with 200 or 202. */
export type Answers = { ms: number[]; failed: number; took: number }

/**
 * Closed issues, as GitHub sends them: they are stored whole and worked on, and nothing has to be asked of GitHub as no
 * run of theirs is under way.
 */
const bodies: Signed[] = Array.from({ length: 200 }, (_, at) => {
  const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
    name: string
    examples: { action?: string; issue?: object }[]
  }[]
  const found = examples
    .find(({ name }) => name === 'issues')
    ?.examples.find(({ action }) => action === 'reopened')
  const payload = {
    ...found,
    action: 'closed',
    issue: { ...found?.issue, number: at + 1 },
    installation: { id: 1, node_id: 'MDIz' },
  }
  const body = Buffer.from(JSON.stringify(payload))
  return { body, signature: `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}` }
})
export const bytes = bodies[0]?.body.length ?? 0

/** As many as it takes, one after the other in each of many lanes. */
export async function flood(url: string, ms: number): Promise<Answers> {
  const sending = open(url)
  const from = performance.now()
  const lane = async () => {
    while (performance.now() - from < ms) await sending.one()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return sending.close(performance.now() - from)
}

/** So many each second, whether the ones before are answered or not. */
export async function paced(
  url: string,
  { perSecond, ms }: { perSecond: number; ms: number },
): Promise<Answers> {
  const sending = open(url)
  const from = performance.now()
  const all: Promise<void>[] = []
  while (performance.now() - from < ms) {
    const due = ((performance.now() - from) / 1_000) * perSecond
    while (all.length < due) all.push(sending.one())
    await pass(1)
  }
  await Promise.all(all)
  return sending.close(performance.now() - from)
}

/** All at the same moment. */
export async function burst(url: string, count: number): Promise<Answers> {
  const sending = open(url)
  const from = performance.now()
  await Promise.all(Array.from({ length: count }, () => sending.one()))
  return sending.close(performance.now() - from)
}

export function percentile({ ms }: Answers, percent: number): number {
  return ms[Math.min(ms.length - 1, Math.ceil((ms.length * percent) / 100) - 1)] ?? Number.NaN
}

function open(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS })
  const { hostname, port } = new URL(url)
  const ms: number[] = []
  let failed = 0
  let next = 0
  const one = () =>
    new Promise<void>((resolve) => {
      const { body, signature } = bodies[next++ % bodies.length]!
      const from = performance.now()
      const over = (ok: boolean) => {
        if (ok) ms.push(performance.now() - from)
        else failed += 1
        resolve()
      }
      const asking = request(
        {
          ...{ hostname, port, agent, path: PATH, method: 'POST' },
          headers: {
            'content-type': 'application/json',
            'content-length': body.length,
            'user-agent': 'GitHub-Hookshot/bench',
            'x-github-event': 'issues',
            'x-github-delivery': randomUUID(),
            'x-hub-signature-256': signature,
          },
        },
        (answer) => {
          answer.resume()
          answer.once('end', () => over(answer.statusCode === 200 || answer.statusCode === 202))
          answer.once('error', () => over(false))
        },
      )
      asking.once('error', () => over(false))
      asking.end(body)
    })
  return {
    one,
    close(took: number): Answers {
      agent.destroy()
      return { ms: ms.sort((a, b) => a - b), failed, took }
    },
  }
}
