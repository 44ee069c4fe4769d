import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { ServedModel } from '../config/models.ts'
import { readTokens, type Tokens } from './count-usage.ts'
import { providerOf } from './explain-no-answer.ts'
import { toProviderRefusal } from './provider-refusal.ts'
import { readWords } from './read-words.ts'
import { noCall, refuse } from './refuse.ts'

/** `tokens`: null when nothing was made; "unknown" when something was, and nobody counted it. */
type Passed = { response: Response; tokens: Tokens | 'unknown' | null }

/** What a provider answers instead of a stream: its refusal in its own words, or a sentence about what else it sent. */
export async function passRefusal(answer: IncomingMessage, model: ServedModel): Promise<Passed> {
  const { statusCode: status = 0, headers } = answer
  const provider = providerOf(model)
  const words = await readWords(answer)
  const tokens = readTokens(words)
  // A status that makes the runner stop: another try finds the same address.
  if (status >= 300 && status < 400) {
    const message = `${provider} answers with a redirect (${status}), which is not followed with a key. Set the base URL to where it leads.`
    return { response: refuse(noCall(404, 'provider_redirect', message)), tokens }
  }
  const error = toProviderRefusal(words, { key: model.key, provider })
  if (status >= 400 && status <= 599)
    return { response: Response.json({ error }, { status, headers: waits(headers) }), tokens }

  const type = /^[\w.+/-]{1,60}/.exec(headers['content-type'] ?? '')?.[0] ?? 'nothing'
  const isAnswer = /json/i.test(type) && !/^\s*\{\s*"error"/.test(words)
  const message = `${provider} answered ${status} with ${type} instead of an event stream. Check the base URL and the API style. ${error.message}`
  return {
    response: Response.json(
      { error: { ...error, code: error.code ?? 'provider_no_stream', message } },
      { status: 502 },
    ),
    tokens: tokens ?? (isAnswer && words !== '' ? 'unknown' : null),
  }
}

/** How long the provider asks to wait, when it is a time. */
function waits(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = ['retry-after', 'retry-after-ms'].flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' && /^[\w ,:.+-]{1,64}$/.test(value) ? [[name, value]] : []
  })
  return Object.fromEntries(kept)
}
