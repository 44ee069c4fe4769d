import { createHash } from 'node:crypto'
import type { ReportAnswer } from '../../core/run/run-api.ts'
import type { Refused } from '../http/refused.ts'
import type { Reins } from '../reins.ts'
import { inRun } from './in-run.ts'
import { parseReport } from './parse-report.ts'
import { isLive, type Run } from './run.ts'
import { taskOf } from './task-of.ts'
import { toPlan } from './to-plan.ts'

type Taken = { kind: 'taken'; answer: ReportAnswer } | Refused

/** The runner's last word: taken once, and stored; then judged from zero, and published. What it says is kept, readable or not. */
export function takeReport(reins: Reins, run: Run, text: string): Promise<Taken> {
  return inRun(reins, { run, name: 'take report' }, () => take(reins, run, text))
}

async function take(reins: Reins, run: Run, text: string): Promise<Taken> {
  const parsed = parseReport(text, run, reins.secrets)
  const outcome = parsed.kind === 'report' ? parsed.report.outcome : null
  const hash = createHash('sha256').update(text).digest('hex')
  const reported = await reins.runs.move(
    run.key,
    {
      to: 'reported',
      cause: parsed.kind === 'report' ? `reported: ${parsed.report.outcome.kind}` : parsed.detail,
      actor: 'runner',
    },
    { plan: outcome?.kind === 'planned' ? toPlan(outcome.plan) : null },
    async (tx) => {
      await tx.query('INSERT INTO reins.reports (run, at, hash, sent) VALUES ($1, $2, $3, $4)', [
        run.key,
        reins.now(),
        hash,
        JSON.stringify(text),
      ])
      await reins.tasks.add(tx, taskOf(run, 'publish'))
    },
  )
  if (reported.kind === 'refused' && !(await isSame(reins, run.key, hash)))
    return {
      kind: 'refused',
      status: 409,
      error: `This run is ${reported.run.state}; it takes one report, while it is running.`,
    }
  reins.tasks.wake()
  return answer(reins, run.key)
}

/** A runner whose answer was lost sends its report again, and hears what came of it. */
async function isSame({ database }: Reins, key: string, hash: string): Promise<boolean> {
  const rows = await database.query('SELECT run FROM reins.reports WHERE run = $1 AND hash = $2', [key, hash])
  return rows.length > 0
}

async function answer(reins: Reins, key: string): Promise<Taken> {
  const run = await reins.ends.of(key)
  if (run === null || isLive(run))
    return {
      kind: 'refused',
      status: 503,
      error: 'The report is kept, and is being published. Send it again in a moment to hear what came of it.',
    }
  const { conclusion, message, pullRequestUrl } = run.result ?? {
    conclusion: 'failure' as const,
    message: run.history.at(-1)?.cause ?? '',
    pullRequestUrl: null,
  }
  return { kind: 'taken', answer: { conclusion, message, url: pullRequestUrl } }
}
