import OpenAI from 'openai'
import { startModelServer } from '../../../playground/model/start-model-server.ts'
import type { Turn } from '../../../playground/model/turn.ts'

export const KEY = 'sk-playground'
export const MODEL = 'gpt-5.5'

/** A tool whose schema the strict mode accepts. */
export const SHELL = {
  name: 'shell',
  description: 'Runs a command.',
  strict: true,
  parameters: {
    type: 'object',
    properties: { command: { type: 'string' } },
    required: ['command'],
    additionalProperties: false,
  },
}

/** A server that plays the script, and the real client without its own retries; both gone when the test ends. */
export async function talk(script: Turn[], apiKey = KEY) {
  const server = await startModelServer({ script, models: [MODEL], apiKey: KEY })
  const client = new OpenAI({ apiKey, baseURL: `${server.url}/v1`, maxRetries: 0, logLevel: 'off' })
  return { server, client, [Symbol.asyncDispose]: () => server.close() }
}
