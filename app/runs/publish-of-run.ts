import type { RunState } from '../../core/run/decision.ts'
import { publishReport } from '../publish/publish-report.ts'
import type { Ended, Try } from '../publish/publish-run.ts'
import type { Reins } from '../reins.ts'
import { inRun } from './in-run.ts'
import { type ParsedReport, parseReport } from './parse-report.ts'
import type { Run } from './run.ts'
import { tellEnd } from './tell-end.ts'

/** Characters that are kept of a report nobody could read. */
const MOST_UNREAD = 200_000

/**
 * Judges the report of a run from zero, and publishes it. Begun again after a crash, it goes on where it was.
 *
 * @throws when GitHub is away, unless this is the last try.
 */
export async function publishOfRun(reins: Reins, run: Run, { last }: Try): Promise<void> {
  if (run.state !== 'reported') return
  await inRun(reins, { run, name: 'report' }, () => publish(reins, run, { last }))
}

async function publish(reins: Reins, run: Run, { last }: Try): Promise<void> {
  const [row] = await reins.database.query<{ sent: string }>(
    'SELECT sent FROM reins.reports WHERE run = $1',
    [run.key],
  )
  const text = row?.sent ?? ''
  const parsed = parseReport(text, run, reins.secrets)
  const began = reins.now()
  const ended = await publishReport(reins, run, { parsed, last })
  reins.metrics.runs.published((reins.now() - began) / 1_000)
  const { conclusion, cause, message, pullRequestUrl } = ended
  const moved = await reins.runs.move(
    run.key,
    { to: stateAfter(parsed, ended), cause, actor: 'reins' },
    { result: { conclusion, cause, message, pullRequestUrl } },
    async ({ query }) => {
      const kept =
        parsed.kind === 'report'
          ? [JSON.stringify(parsed.report), null]
          : [null, JSON.stringify(reins.secrets.redact(text.slice(0, MOST_UNREAD)).text)]
      await query('UPDATE reins.reports SET sent = NULL, report = $2, unread = $3 WHERE run = $1', [
        run.key,
        ...kept,
      ])
    },
  )
  if (moved.kind === 'moved') tellEnd(reins, moved.run, conclusion)
}

function stateAfter(parsed: ParsedReport, { conclusion, pullRequestUrl }: Ended): RunState {
  if (parsed.kind === 'unreadable') return 'failed'
  const { kind } = parsed.report.outcome
  const waits = kind === 'blocked' || kind === 'planned'
  if (waits && conclusion === 'action_required') return 'blocked'
  if (kind === 'cancelled' && conclusion === 'cancelled') return 'cancelled'
  return pullRequestUrl !== null || conclusion === 'neutral' ? 'published' : 'failed'
}
