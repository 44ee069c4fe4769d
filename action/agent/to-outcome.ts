import type { Outcome } from '../../core/run/report.ts'
import { cutText } from './cut-text.ts'
import type { ModelAnswer } from './models/model.ts'

/** How a run ends when the model gives no answer any more. */
export function toOutcome({ cause, detail }: Extract<ModelAnswer, { kind: 'failed' }>): Outcome {
  switch (cause) {
    case 'limit':
      return { kind: 'limit', limit: 'cost', detail: cutText(detail, 2_000) }
    case 'context':
      return { kind: 'limit', limit: 'context', detail: cutText(detail, 2_000) }
    case 'cancelled':
      return { kind: 'cancelled', detail: cutText(detail, 2_000) }
    default:
      return { kind: 'error', cause, detail: cutText(detail, 8_000) }
  }
}
