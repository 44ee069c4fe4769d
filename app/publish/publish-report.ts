import type { Permissions } from '../github/installation.ts'
import { readHead } from '../github/read-base.ts'
import type { Reins } from '../reins.ts'
import type { ParsedReport } from '../runs/parse-report.ts'
import type { Run } from '../runs/run.ts'
import { tellFailure } from '../runs/tell-failure.ts'
import { judgeReport } from './judge-report.ts'
import { type Ended, publishRun } from './publish-run.ts'
import { readChanged } from './read-changed.ts'

const PERMISSIONS: Permissions = {
  contents: 'write',
  pull_requests: 'write',
  checks: 'write',
  issues: 'write',
}

/** Judges what a runner sent against GitHub as it is now, and writes what comes of it. Never throws. */
export async function publishReport(reins: Reins, run: Run, parsed: ParsedReport): Promise<Ended> {
  const { assignment, usage } = run
  try {
    const client = await reins.clients(
      { installation: run.installation, repository: assignment.repository },
      PERMISSIONS,
    )
    if (parsed.kind === 'unreadable') {
      const ending = { outcome: parsed, failed: [], protectedPaths: [], unmet: [], refused: null }
      return await publishRun(reins, client, { run, report: null, ending, changes: [], base: new Map() })
    }
    const { report: told } = parsed
    const [head, base] = await Promise.all([
      readHead(client, assignment.base.ref),
      readChanged(client, assignment.base.sha, told.changes),
    ])
    const judged = await judgeReport(told, {
      assignment,
      base,
      head,
      usage: usage.requests > 0 ? usage : null,
      now: reins.now(),
    })
    return await publishRun(reins, client, { run, base, ...judged })
  } catch (error) {
    reins.log.error({ err: error, run: run.key }, 'the report could not be judged')
    return tellFailure(reins, run, {
      title: 'The report could not be judged',
      text: "GitHub could not be read while the changes were checked, so nothing was published; they are kept in the run's report.",
      cause: `GitHub could not be read: ${error instanceof Error ? error.message : String(error)}`,
    })
  }
}
