import type { Ending } from '../../core/run/conclusion.ts'
import type { Permissions } from '../github/installation.ts'
import { readHead } from '../github/read-base.ts'
import { Unjudged } from '../judging/unjudged.ts'
import type { Reins } from '../reins.ts'
import type { ParsedReport } from '../runs/parse-report.ts'
import type { Run } from '../runs/run.ts'
import { tellFailure } from '../runs/tell-failure.ts'
import { findSecrets } from './find-secrets.ts'
import { type Ended, type Publishing, publishRun } from './publish-run.ts'
import { readChanged } from './read-changed.ts'
import { unlessMoved } from './unless-moved.ts'

const PERMISSIONS: Permissions = {
  contents: 'write',
  pull_requests: 'write',
  checks: 'write',
}

/** Judges what a runner sent against GitHub as it is now, and writes what comes of it. Never throws. */
export async function publishReport(reins: Reins, run: Run, parsed: ParsedReport): Promise<Ended> {
  const { assignment, usage } = run
  try {
    const client = await reins.clients(
      { installation: run.installation, repository: assignment.repository },
      PERMISSIONS,
    )
    if (parsed.kind === 'unreadable') return await publishRun(reins, client, nothing(run, parsed))
    const { report: told } = parsed
    const { base, lookalikes } = await readChanged(client, assignment.base.sha, told.changes)
    const judging = reins.judges.of(run.installation)('report', {
      told,
      assignment,
      base,
      lookalikes,
      secrets: await findSecrets(told.changes, base, reins.secrets),
      leaks: parsed.leaks,
      usage: usage.requests > 0 ? usage : null,
      now: reins.now(),
    })
    const judged = await judging.catch((error: unknown) => {
      if (error instanceof Unjudged) return error
      throw error
    })
    if (judged instanceof Unjudged) {
      reins.log.error({ err: judged }, 'the report could not be judged')
      return await publishRun(reins, client, nothing(run, { kind: 'unjudged', detail: judged.message }))
    }
    const head = await readHead(client, assignment.base.ref)
    return await publishRun(reins, client, { run, base, ...unlessMoved(judged, assignment, head) })
  } catch (error) {
    reins.log.error({ err: error }, 'the report could not be judged')
    return tellFailure(reins, run, {
      title: 'The report could not be judged',
      text: "GitHub could not be read while the changes were checked, so nothing was published; they are kept in the run's report.",
      cause: `GitHub could not be read: ${error instanceof Error ? error.message : String(error)}`,
    })
  }
}

/** There is an end all the same, with its check run and its sentence, and nothing of the report in it. */
function nothing(run: Run, outcome: Ending['outcome']): Publishing {
  const ending = { outcome, failed: [], protectedPaths: [], unmet: [], refused: null }
  return { run, report: null, ending, changes: [], base: new Map() }
}
