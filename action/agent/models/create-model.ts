import { setTimeout as wait } from 'node:timers/promises'
import { MODEL_BACKOFF, MODEL_TRIES, STREAM_IDLE_TIMEOUT } from '../../../core/run/limits.ts'
import { addUsage, costOf, noUsage, type Price, type Usage } from '../../../core/run/usage.ts'
import { chat } from './chat.ts'
import { explainFailure, type Failure } from './explain-failure.ts'
import type { Model, ModelAnswer } from './model.ts'
import { openStream, type Post } from './open-stream.ts'
import { planCall } from './plan-call.ts'
import type { Completion, Provider, Tokens } from './provider.ts'
import { responses } from './responses.ts'
import { understand } from './stream-failure.ts'
import { createGauge } from './token-gauge.ts'

export type ModelOptions = {
  api: 'responses' | 'chat'
  name: string
  /** Of the endpoint, without a slash at its end: "https://api.openai.com/v1". */
  baseUrl: string
  token: string
  /** US dollars per million tokens. */
  price: Price
  /** Context window in tokens. */
  window: number
  /** Milliseconds since 1970; for Retry-After as a date. */
  now?: () => number
  /** Ends early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to 1, for the jitter. */
  random?: () => number
  /** Milliseconds of silence that break a stream. */
  idle?: number
}

/** A model behind one of the two wire formats, with our own retries. Never throws. */
export function createModel(options: ModelOptions): Model {
  const { name, baseUrl, token, price, window, now = Date.now, random = Math.random } = options
  const { sleep = sleepUntilAborted, idle = STREAM_IDLE_TIMEOUT } = options
  const provider = options.api === 'responses' ? responses : chat
  const url = `${baseUrl}${provider.path}`
  // A conversation is known by its instructions; what the provider counted in one says nothing about another.
  const gauges = new Map<string, ReturnType<typeof createGauge>>()

  return {
    answer: async ({ budget = Number.POSITIVE_INFINITY, signal, ...asked }) => {
      const request = { model: name, ...asked }
      const gauge = gauges.get(asked.instructions) ?? createGauge()
      gauges.set(asked.instructions, gauge)
      let usage = noUsage
      for (let tried = 1; ; tried++) {
        const input = gauge.estimate(request)
        const plan = planCall({
          input,
          window,
          price,
          budget: budget - usage.cost,
          most: provider.mostOutput,
        })
        if (plan.kind === 'refused') return { kind: 'failed', cause: plan.cause, detail: plan.detail, usage }
        const body = provider.body({ ...request, maxOutputTokens: plan.maxOutputTokens })
        const tryOut = await attempt(provider, { url, token, body, signal, idle })
        const tokens = tokensOf(tryOut, input)
        usage = addUsage(usage, { requests: 1, ...tokens, cost: costOf(tokens, price) })
        if (tryOut.kind === 'completed') {
          gauge.learn(request, tokens)
          return toAnswer(tryOut.completion, usage)
        }
        if (signal.aborted) return cancelled(usage)
        const failure = explainFailure(tryOut.error, { url, now: now() })
        if (!failure.retry || tried === MODEL_TRIES) return giveUp(failure, { tried, usage })
        await sleep(failure.after ?? backoff(tried, random), signal)
        if (signal.aborted) return cancelled(usage)
      }
    },
  }
}

type Attempt =
  | { kind: 'completed'; completion: Completion }
  | { kind: 'broken'; error: unknown; began: boolean }

async function attempt(provider: Provider, post: Post): Promise<Attempt> {
  const fold = provider.fold()
  let began = false
  try {
    for await (const event of openStream(post)) {
      began = true
      understand(() => fold.add(event))
    }
    return { kind: 'completed', completion: understand(fold.end) }
  } catch (error) {
    return { kind: 'broken', error, began }
  }
}

/** What the provider counted; where it did not say, an estimate: an answer that began is charged even if it broke. */
function tokensOf(tryOut: Attempt, input: number): Tokens {
  if (tryOut.kind === 'completed') {
    const { tokens, raw } = tryOut.completion
    const output = Math.ceil(JSON.stringify(raw).length / 4)
    return tokens ?? { inputTokens: input, cachedTokens: 0, outputTokens: output }
  }
  const told = (tryOut.error as { tokens?: Tokens | null } | null)?.tokens
  return told ?? { inputTokens: tryOut.began ? input : 0, cachedTokens: 0, outputTokens: 0 }
}

function toAnswer({ text, calls, raw, cut }: Completion, usage: Usage): ModelAnswer {
  if (calls.length === 0 && text.trim() === '' && !cut)
    return { kind: 'failed', cause: 'empty', detail: 'The model answered with nothing.', usage }
  return { kind: 'answer', text, calls, raw, cut, usage }
}

function giveUp({ cause, detail }: Failure, { tried, usage }: { tried: number; usage: Usage }): ModelAnswer {
  return { kind: 'failed', cause, detail: tried === 1 ? detail : `${detail} Tried ${tried} times.`, usage }
}

function cancelled(usage: Usage): ModelAnswer {
  return { kind: 'failed', cause: 'cancelled', detail: 'Cancelled.', usage }
}

function backoff(tried: number, random: () => number): number {
  const { first, factor, most } = MODEL_BACKOFF
  return Math.min(most, first * factor ** (tried - 1)) * (0.5 + random() / 2)
}

async function sleepUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
