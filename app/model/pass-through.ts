import type { costOf } from '../../core/run/usage.ts'
import type { ServedModel } from '../config/models.ts'
import type { ModelBody } from './allowed-body.ts'
import type { Plan } from './budget.ts'
import { createUsageCounter } from './count-usage.ts'
import { toProviderRefusal } from './provider-refusal.ts'

type Tokens = Parameters<typeof costOf>[0]
type Passing = {
  api: 'responses' | 'chat'
  body: ModelBody
  model: ServedModel
  plan: Extract<Plan, { kind: 'affordable' }>
  signal: AbortSignal
  count: (tokens: Tokens) => Promise<void>
}

const NOTHING = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 }

/** Sends the call on with the operator's key, and its answer back as it comes; `count` runs once, whatever happens. */
export async function passThrough({ api, body, model, plan, signal, count }: Passing): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(`${model.baseUrl}${api === 'responses' ? '/responses' : '/chat/completions'}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${model.key}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify(bounded(api, body, plan.maxOutput)),
      redirect: 'error',
      signal,
    })
  } catch (error) {
    await count(NOTHING)
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return refuse(502, 'provider_unreachable', `The model provider cannot be reached: ${why}.`)
  }
  if (!answer.ok || answer.body === null) {
    const words = toProviderRefusal(await answer.text(), model.key)
    await count(NOTHING)
    const after = answer.headers.get('retry-after')
    return Response.json(
      { error: words },
      { status: answer.ok ? 502 : answer.status, headers: after === null ? {} : { 'retry-after': after } },
    )
  }
  const counter = createUsageCounter()
  const settle = () => {
    // An answer that broke off was begun, and is charged: what it read, and what it wrote so far.
    const begun = {
      inputTokens: plan.inputTokens,
      cachedTokens: 0,
      outputTokens: Math.ceil(counter.bytes() / 16),
    }
    return count(counter.tokens() ?? begun)
  }
  return new Response(watched(answer.body, counter.see, settle), {
    status: 200,
    headers: {
      'content-type': answer.headers.get('content-type') ?? 'text/event-stream',
      'cache-control': 'no-store',
    },
  })
}

/** Chat streams tell their usage only when asked. */
function bounded(api: 'responses' | 'chat', body: ModelBody, maxOutput: number): ModelBody {
  if (api === 'responses') return { ...body, max_output_tokens: maxOutput }
  const limit = 'max_tokens' in body ? 'max_tokens' : 'max_completion_tokens'
  return { ...body, stream_options: { include_usage: true }, [limit]: maxOutput }
}

/** The same bytes, seen as they pass; `settle` runs once, before the end is told, also when nobody reads on. */
function watched(
  body: ReadableStream<Uint8Array>,
  see: (chunk: Uint8Array) => void,
  settle: () => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (value) {
          see(value)
          controller.enqueue(value)
        }
        if (!done) return
        await settle()
        controller.close()
      } catch (error) {
        await settle()
        controller.error(error)
      }
    },
    async cancel(reason) {
      await settle()
      await reader.cancel(reason)
    },
  })
}

/** As the provider itself would say it, so that every client understands it. */
export function refuse(status: number, code: string, message: string): Response {
  return Response.json({ error: { message, type: 'reins', code } }, { status })
}
