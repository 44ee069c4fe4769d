import type { RecordedRequest } from '../playground/model/recorded-request.ts'
import type { Measured } from './table.ts'

type ResponsesBody = { instructions: string; tools: unknown[]; input: unknown[] }

/** What a conversation sends: how much of it stays, what is fixed, and all of it together. */
export function measurePrompts(group: string, requests: RecordedRequest[]): Measured[] {
  const bodies = requests.map((request) => request.body as ResponsesBody)
  const fixed =
    Buffer.byteLength(JSON.stringify(bodies[0]?.tools)) + Buffer.byteLength(bodies[0]?.instructions ?? '')
  const sent = requests.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return [
    { group, name: 'prompt prefix unchanged between turns', unit: '%', value: unchanged(bodies), least: 100 },
    { group, name: 'fixed prompt and tools', unit: 'bytes', value: fixed, most: 12_000 },
    { group, name: 'sent over 100 turns', unit: 'bytes', value: sent, most: 2_200_000 },
  ]
}

/** Of the bytes of every request's prompt, the part that stands unchanged at the front of the next one. */
function unchanged(bodies: ResponsesBody[]): number {
  const prompts = bodies.map((body) =>
    Buffer.from(JSON.stringify([body.tools, body.instructions, body.input]).slice(0, -2)),
  )
  let same = 0
  let all = 0
  for (const [at, prompt] of prompts.slice(0, -1).entries()) {
    all += prompt.length
    same += commonLength(prompt, prompts[at + 1] ?? Buffer.alloc(0))
  }
  return (same / all) * 100
}

function commonLength(a: Buffer, b: Buffer): number {
  if (b.subarray(0, a.length).equals(a)) return a.length
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}
