import { Counter, Histogram, type Registry } from 'prom-client'
import type { Usage } from '../../core/run/usage.ts'
import { createBoundedLabels } from './bounded-labels.ts'
import { BUCKETS } from './buckets.ts'

export type CountedCall = { model: string; usage: Usage; ms: number }

export type ModelMetrics = {
  /** A call that a provider answered or broke off. */
  counted: (call: CountedCall) => void
  /** A call that was not made. @param code Ours. */
  refused: (code: string) => void
}

/** Models are the operator's; more of them than this are summed. */
const MOST_MODELS = 50
const MOST_CODES = 30

export function modelMetrics(register: Registry): ModelMetrics {
  const registers = [register]
  const model = createBoundedLabels(MOST_MODELS)
  const code = createBoundedLabels(MOST_CODES)
  const calls = new Counter({
    ...{ name: 'reins_model_requests_total', help: 'Model calls that were made, by model.' },
    ...{ labelNames: ['model'] as const, registers },
  })
  const refused = new Counter({
    ...{ name: 'reins_model_refusals_total', help: 'Model calls that were not made, by why.' },
    ...{ labelNames: ['code'] as const, registers },
  })
  const tokens = new Counter({
    ...{ name: 'reins_model_tokens_total', help: 'Tokens, by model and kind; input without cached ones.' },
    ...{ labelNames: ['model', 'kind'] as const, registers },
  })
  const cost = new Counter({
    ...{ name: 'reins_model_cost_usd_total', help: 'US dollars, by model.' },
    ...{ labelNames: ['model'] as const, registers },
  })
  const took = new Histogram({
    ...{ name: 'reins_model_call_seconds', help: 'One model call, to the end of its answer.' },
    ...{ labelNames: ['model'] as const, buckets: [...BUCKETS.call], registers },
  })
  return {
    counted({ model: name, usage, ms }) {
      const label = { model: model(name) }
      calls.inc(label, usage.requests)
      tokens.inc({ ...label, kind: 'input' }, Math.max(0, usage.inputTokens - usage.cachedTokens))
      tokens.inc({ ...label, kind: 'cached' }, usage.cachedTokens)
      tokens.inc({ ...label, kind: 'output' }, usage.outputTokens)
      cost.inc(label, usage.cost)
      took.observe(label, ms / 1_000)
    },
    refused: (why) => refused.inc({ code: code(why) }),
  }
}
