import type { Report } from '../../core/run/report.ts'
import { type ReportAnswer, reportAnswerSchema } from '../../core/run/run-api.ts'
import { withoutContents, withoutDetails } from '../report.ts'
import { type Posted, postJson, type Wire } from './post-json.ts'

/** How the report ended up. `taken`: the app had it already, from a try whose answer was lost. `lost` says why. */
export type Delivery =
  | { kind: 'delivered'; answer: ReportAnswer }
  | { kind: 'taken'; message: string }
  | { kind: 'lost'; message: string }

/**
 * Sends the report, patiently: a run's work hangs on it. The same report sent again gets the same answer, so one whose
 * answer was lost, or that is still being published, is sent again. One that the app will not take as it is goes again with less
 * in it, and says so.
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
      // Longer than the app waits for the end of a publication before it says that it has the report.
      timeout: 60_000,
    })
  const posted = await send(report)
  if (posted.kind !== 'refused') return toDelivery(posted)
  if (posted.status === 413) return toDelivery(await send(withoutContents(report, posted.message)))
  if (posted.status === 400) return toDelivery(await send(withoutDetails(report, posted.message)))
  return toDelivery(posted)
}

function toDelivery(posted: Posted<ReportAnswer>): Delivery {
  if (posted.kind === 'ok') return { kind: 'delivered', answer: posted.value }
  if (posted.kind === 'unreachable')
    return {
      kind: 'lost',
      message: `The app did not say what became of the report: ${posted.message} If it has it, the issue tells.`,
    }
  if (posted.status === 409) return { kind: 'taken', message: posted.message }
  return { kind: 'lost', message: `The app refused the report: ${posted.message} Nothing was published.` }
}
