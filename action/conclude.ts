import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFailed, setOutput, summary } from '@actions/core'
import type { Report } from '../core/run/report.ts'
import { renderStepSummary } from '../core/say/step-summary.ts'
import { plainLine } from './log/plain-line.ts'
import type { Delivery } from './talk/send-report.ts'

/** Conclusions that leave the job green: those that need nothing, or a person, and no look into this log. */
const FINE = new Set(['success', 'neutral', 'action_required'])

/** What the job says at its end: summary, outputs, and whether it failed. */
export async function conclude(report: Report, delivery: Delivery, temp: string): Promise<void> {
  await summarise(report, delivery)
  switch (delivery.kind) {
    case 'lost': {
      const path = join(temp, `reins-report-${report.key}.json`)
      await writeFile(path, JSON.stringify(report), { mode: 0o600 })
      return setFailed(`${delivery.message} Nothing was published; the report is in ${path}.`)
    }
    case 'taken':
      return console.log(plainLine(`The app has the report already: ${delivery.message}`))
    case 'delivered': {
      const { conclusion, message, url } = delivery.answer
      setOutput('conclusion', conclusion)
      setOutput('pull-request', url ?? '')
      console.log(plainLine([conclusion, message, url ?? ''].filter((part) => part !== '').join(' · ')))
      if (!FINE.has(conclusion)) setFailed(message)
    }
  }
}

/** A page that cannot be written is a pity, and no reason for a failed job. */
async function summarise(report: Report, delivery: Delivery): Promise<void> {
  const conclusion = delivery.kind === 'delivered' ? delivery.answer.conclusion : null
  try {
    await summary.addRaw(renderStepSummary(report, conclusion)).write()
  } catch (error) {
    console.log(plainLine(`The step summary could not be written: ${String(error)}`))
  }
}
