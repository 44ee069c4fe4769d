import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFailed, setOutput } from '@actions/core'
import type { Assignment } from '../core/run/assignment.ts'
import type { Report } from '../core/run/report.ts'
import { plainLine } from './log/plain-line.ts'
import type { Delivery } from './talk/send-report.ts'

type Ended = { assignment: Assignment; report: Report; delivery: Delivery; temp: string }

/** Conclusions that leave the job green: those that need nothing, or a person, and not a look into this log. */
const FINE = new Set(['success', 'neutral', 'action_required'])

/** What the job says at its end: outputs, summary, and whether it failed. */
export async function conclude({ assignment, report, delivery, temp }: Ended): Promise<void> {
  if (delivery.kind === 'lost') {
    const path = join(temp, `reins-report-${report.key}.json`)
    await writeFile(path, JSON.stringify(report), { mode: 0o600 })
    return setFailed(`${delivery.message} Nothing was published; the report is in ${path}.`)
  }
  if (delivery.kind === 'taken')
    return console.log(plainLine(`The app has this report already: ${delivery.message}`))
  const { conclusion, message, url } = delivery.answer
  setOutput('conclusion', conclusion)
  setOutput('pull-request', url ?? '')
  console.log(plainLine(`${conclusion} · ${message}${url === null ? '' : ` · ${url}`}`))
  if (!FINE.has(conclusion)) setFailed(message)
}
