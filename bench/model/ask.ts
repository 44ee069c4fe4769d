import { Agent, request } from 'node:http'

export type Asked = { url: string; token: string }
export type Answered = { status: number; bytes: number; firstByte: number; all: number }

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

/** One call over a connection that is open already. Milliseconds from the request to the first byte and to the last. */
export function ask({ url, token }: Asked, body: Buffer): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    let firstByte = Number.NaN
    let bytes = 0
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': body.length,
    }
    const asked = request(`${url}/responses`, { method: 'POST', headers, agent }, (response) => {
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByte = performance.now() - from
        bytes += chunk.length
      })
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes, firstByte, all: performance.now() - from }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** A conversation of about so many bytes, as a runner sends it. */
export function conversation(bytes: number, instructions: string): Buffer {
  const output = 'const total = items.reduce((sum, item) => sum + item.price, 0)\n'.repeat(60)
  const items = Math.max(1, Math.round(bytes / output.length))
  const input = Array.from({ length: items }, (_, at) => ({
    type: 'function_call_output',
    call_id: `call_${at}`,
    output: `${at} ${output}`,
  }))
  const body = {
    model: 'gpt-5.5',
    stream: true,
    store: false,
    instructions,
    input,
    max_output_tokens: 32_000,
  }
  return Buffer.from(JSON.stringify(body))
}
