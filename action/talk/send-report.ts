import type { Report } from '../../core/run/report.ts'
import { type ReportAnswer, reportAnswerSchema } from '../../core/run/run-api.ts'
import { withoutContents } from '../report.ts'
import { type Posted, postJson, type Wire } from './post-json.ts'

/** How the report ended up. `lost` says why it could not be delivered. */
export type Delivery = { kind: 'delivered'; answer: ReportAnswer } | { kind: 'lost'; message: string }

/**
 * Sends the report, patiently: a run's work hangs on it. One that the app finds too large goes again without the
 * changed files' contents, which says so.
 */
export async function sendReport(
  report: Report,
  run: { token: string; tries: number },
  wire: Wire,
): Promise<Delivery> {
  const send = (body: Report) =>
    postJson(wire, {
      path: `/runs/${report.key}/report`,
      token: run.token,
      body,
      answer: reportAnswerSchema,
      tries: run.tries,
      timeout: 60_000,
    })
  const posted = await send(report)
  const tooLarge = posted.kind === 'refused' && posted.status === 413 && report.changes.length > 0
  return toDelivery(tooLarge ? await send(withoutContents(report, posted.message)) : posted)
}

function toDelivery(posted: Posted<ReportAnswer>): Delivery {
  if (posted.kind === 'ok') return { kind: 'delivered', answer: posted.value }
  if (posted.kind === 'refused')
    return { kind: 'lost', message: `The app refused the report: ${posted.message}` }
  return { kind: 'lost', message: `The report could not be sent: ${posted.message}` }
}
