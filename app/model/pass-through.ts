import type { IncomingMessage, ServerResponse } from 'node:http'
import { STREAM_IDLE_TIMEOUT } from '../../core/run/limits.ts'
import type { ServedModel } from '../config/models.ts'
import { askProvider } from './ask-provider.ts'
import type { Plan } from './budget.ts'
import { createUsageCounter, type Tokens } from './count-usage.ts'
import { explainNoAnswer } from './explain-no-answer.ts'
import type { KnownPrompt } from './known-prompts.ts'
import { passOn } from './pass-on.ts'
import { passRefusal } from './pass-refusal.ts'
import { refuse } from './refuse.ts'
import { createTakeOut } from './take-out.ts'
import type { ProviderText } from './to-provider-text.ts'
import { unpacked } from './unpacked.ts'

/** Milliseconds of silence of a provider that end a call, and bytes of an answer. */
export type PassingTimes = { idle: number; most: number }
/** An answer has at most 32,000 tokens, and an event for a token a few hundred bytes. */
const TIMES: PassingTimes = { idle: STREAM_IDLE_TIMEOUT, most: 64 * 1024 * 1024 }

export type Passing = {
  api: 'responses' | 'chat'
  text: ProviderText
  model: ServedModel
  plan: Extract<Plan, { kind: 'affordable' }>
  prompt: KnownPrompt
  /** Where a stream goes. */
  to: ServerResponse
  signal: AbortSignal
  count: (tokens: Tokens) => Promise<void>
  now: () => number
  times?: PassingTimes
}

/** Milliseconds after it was sent until a prompt is looked at and let go: a quick answer does not wait for that. */
const LET_GO_AFTER = 100

const NOTHING: Tokens = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 }
/** Tokens that a model writes in a millisecond, at most: what it thinks is not in the stream, and is charged. */
const FASTEST = 0.2
/** Bytes of events for one token, at least. */
const BYTES_PER_TOKEN = 16

/**
 * Sends the call on with the operator's key, and its answer back as it comes; `count` runs once, whatever happens.
 *
 * @returns what to answer, or that it was: a stream.
 */
export async function passThrough(passing: Passing): Promise<Response | 'passed'> {
  const { api, text, model, plan, prompt, to, signal, now, times = TIMES } = passing
  const began = now()
  const counter = createUsageCounter()
  /** Where nobody says what a call took, it is the most that it can have taken. */
  const soFar = (): Tokens => ({
    inputTokens: prompt.mostTokens(),
    cachedTokens: 0,
    outputTokens: Math.min(
      plan.maxOutput,
      Math.ceil(Math.max(counter.bytes() / BYTES_PER_TOKEN, (now() - began) * FASTEST)),
    ),
  })
  const silence = new AbortController()
  const stop = AbortSignal.any([signal, silence.signal])
  const watch = setTimeout(() => silence.abort(), times.idle)
  let letGo: NodeJS.Timeout | undefined
  const count = (tokens: Tokens) => {
    clearTimeout(letGo)
    return passing.count(tokens)
  }
  let answer: IncomingMessage
  try {
    answer = await askProvider({
      url: `${model.baseUrl}${api === 'responses' ? '/responses' : '/chat/completions'}`,
      headers: {
        authorization: `Bearer ${model.key}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'accept-encoding': 'identity',
        'user-agent': 'reins',
      },
      body: text.limited(plan.maxOutput),
      sent() {
        letGo = setTimeout(() => {
          prompt.digest()
          text.forget()
        }, LET_GO_AFTER)
      },
      signal: stop,
    })
    if (!isStream(answer)) {
      const { response, tokens } = await passRefusal(answer, model)
      await count(tokens === 'unknown' ? soFar() : (tokens ?? NOTHING))
      return response
    }
  } catch (error) {
    // Who hangs up before the answer begins has asked all the same.
    await count(stop.aborted ? soFar() : NOTHING)
    return refuse(explainNoAnswer(error, { model, silent: silence.signal.aborted, hungUp: signal.aborted }))
  } finally {
    clearTimeout(watch)
  }
  const secret = createTakeOut(model.key)
  await passOn({
    from: unpacked(answer),
    to,
    ...times,
    pass(chunk) {
      counter.see(chunk)
      return secret.pass(chunk)
    },
    rest: secret.rest,
    settle: () => count(counter.tokens() ?? soFar()),
  })
  return 'passed'
}

function isStream({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 200 && /^text\/event-stream\b/i.test((headers['content-type'] ?? '').trim())
}
