import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../core/run/report.ts'
import { renderStepSummary } from '../core/say/step-summary.ts'
import type { Outlet } from './log/outlet.ts'
import type { Delivery } from './talk/send-report.ts'

/** Conclusions that leave the job green: those that need nothing, or a person, and no look into this log. */
const FINE = new Set(['success', 'neutral', 'action_required'])

/** What the job says at its end: summary, outputs, and whether it failed. */
export async function conclude(
  report: Report,
  delivery: Delivery,
  { temp, outlet }: { temp: string; outlet: Outlet },
): Promise<void> {
  await summarise(report, delivery, outlet)
  switch (delivery.kind) {
    case 'lost': {
      const path = join(temp, `reins-report-${report.key}.json`)
      await writeFile(path, JSON.stringify(report), { mode: 0o600 })
      return outlet.fail(`${delivery.message} The report is in ${path}.`)
    }
    case 'taken':
      return outlet.line(`The app has the report already: ${delivery.message}`)
    case 'delivered': {
      const { conclusion, message, url } = delivery.answer
      outlet.output('conclusion', conclusion)
      outlet.output('pull-request', url ?? '')
      outlet.line([conclusion, message, url ?? ''].filter((part) => part !== '').join(' · '))
      if (!FINE.has(conclusion)) outlet.fail(message)
    }
  }
}

/** A page that cannot be written is a pity, and no reason for a failed job. */
async function summarise(report: Report, delivery: Delivery, outlet: Outlet): Promise<void> {
  const conclusion = delivery.kind === 'delivered' ? delivery.answer.conclusion : null
  try {
    await outlet.page(renderStepSummary(report, conclusion))
  } catch (error) {
    outlet.line(`The step summary could not be written: ${String(error)}`)
  }
}
