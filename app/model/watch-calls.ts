import type { Usage } from '../../core/run/usage.ts'
import type { Reins } from '../reins.ts'
import { inRun } from '../runs/in-run.ts'
import type { Run } from '../runs/run.ts'

/** Who looks at model calls. */
export type CallWatch = {
  /** A call that is made: from sending it to the end of its answer; says what it took. */
  call: <T>(run: Run, model: string, work: (counted: (usage: Usage) => void) => Promise<T>) => Promise<T>
  /** A call that is not made. @param code Ours. */
  refused: (code: string) => void
}

/** Nobody looks. */
export const UNWATCHED: CallWatch = {
  call: (_run, _model, work) => work(() => undefined),
  refused: () => undefined,
}

/** Counts, logs and traces model calls. Attributes: https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
export function createCallWatch(
  reins: Pick<Reins, 'log' | 'metrics' | 'now' | 'scope' | 'tracer'>,
): CallWatch {
  const { log, metrics, now } = reins
  return {
    call: (run, model, work) =>
      inRun(reins, { run, name: 'model call' }, (note) => {
        const began = now()
        note({ 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model })
        return work((usage) => {
          const ms = now() - began
          const { inputTokens, outputTokens, cost } = usage
          metrics.models.counted({ model, usage, ms })
          note({
            'gen_ai.usage.input_tokens': inputTokens,
            'gen_ai.usage.output_tokens': outputTokens,
            'reins.cost_usd': cost,
          })
          log.info({ model, ms, ...usage }, 'model call')
        })
      }),
    refused(code) {
      metrics.models.refused(code)
      log.info({ code }, 'model call refused')
    },
  }
}
