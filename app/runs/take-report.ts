import type { RunState } from '../../core/run/decision.ts'
import type { ReportAnswer } from '../../core/run/run-api.ts'
import type { Refused } from '../http/refused.ts'
import { publishReport } from '../publish/publish-report.ts'
import type { Ended } from '../publish/publish-run.ts'
import type { Reins } from '../reins.ts'
import { inRun } from './in-run.ts'
import { type ParsedReport, parseReport } from './parse-report.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'
import { toPlan } from './to-plan.ts'

type Taken = { kind: 'taken'; answer: ReportAnswer } | Refused

/** Characters that are kept of a report nobody could read. */
const MOST_UNREAD = 200_000

/** The runner's last word: taken once, judged from zero, and published. What it says is kept, readable or not. */
export function takeReport(reins: Reins, run: Run, text: string): Promise<Taken> {
  return inRun(reins, { run, name: 'report' }, () => take(reins, run, text))
}

async function take(reins: Reins, run: Run, text: string): Promise<Taken> {
  const parsed = parseReport(text, run, reins.secrets)
  const kept =
    parsed.kind === 'report'
      ? { report: parsed.report, unread: null }
      : { report: null, unread: reins.secrets.redact(text.slice(0, MOST_UNREAD)).text }
  const outcome = parsed.kind === 'report' ? parsed.report.outcome : null
  const reported = await reins.runs.move(
    run.key,
    {
      to: 'reported',
      cause: parsed.kind === 'report' ? `reported: ${parsed.report.outcome.kind}` : parsed.detail,
      actor: 'runner',
    },
    { plan: outcome?.kind === 'planned' ? toPlan(outcome.plan) : null },
  )
  if (reported.kind === 'refused')
    return {
      kind: 'refused',
      status: 409,
      error: `This run is ${reported.run.state}; it takes one report, while it is running.`,
    }
  const began = reins.now()
  const ended = await publishReport(reins, reported.run, parsed)
  reins.metrics.runs.published((reins.now() - began) / 1_000)
  const { conclusion, cause, pullRequestUrl, message } = ended
  const to = stateAfter(parsed, ended)
  const moved = await reins.runs.move(
    run.key,
    { to, cause, actor: 'reins' },
    { result: { conclusion, cause, pullRequestUrl, ...kept } },
  )
  if (moved.kind === 'moved') tellEnd(reins, moved.run, conclusion)
  return { kind: 'taken', answer: { conclusion, message, url: pullRequestUrl } }
}

function stateAfter(parsed: ParsedReport, { conclusion, pullRequestUrl }: Ended): RunState {
  if (parsed.kind === 'unreadable') return 'failed'
  const { kind } = parsed.report.outcome
  const waits = kind === 'blocked' || kind === 'planned'
  if (waits && conclusion === 'action_required') return 'blocked'
  if (kind === 'cancelled' && conclusion === 'cancelled') return 'cancelled'
  return pullRequestUrl !== null || conclusion === 'neutral' ? 'published' : 'failed'
}
