import type { Ending } from '../../core/run/conclusion.ts'
import type { Permissions, RepositoryClient } from '../github/installation.ts'
import { isRefusal } from '../github/is-refusal.ts'
import { readHead } from '../github/read-base.ts'
import { Unjudged } from '../judging/unjudged.ts'
import type { Reins } from '../reins.ts'
import type { ParsedReport } from '../runs/parse-report.ts'
import type { Run } from '../runs/run.ts'
import { tellFailure } from '../runs/tell-failure.ts'
import { decidedOf } from './decided.ts'
import { findSecrets } from './find-secrets.ts'
import { type Ended, type Publishing, publishRun, type Try } from './publish-run.ts'
import { readChanged } from './read-changed.ts'
import { unlessMoved } from './unless-moved.ts'

const PERMISSIONS: Permissions = {
  contents: 'write',
  pull_requests: 'write',
  checks: 'write',
}

type Reported = { parsed: ParsedReport } & Try

/**
 * Judges what a runner sent against GitHub as it is now, and writes what comes of it. What was decided by an earlier try
 * stays so.
 *
 * @throws when GitHub is away, or the machine too busy to judge, unless this is the last try.
 */
export async function publishReport(reins: Reins, run: Run, { parsed, last }: Reported): Promise<Ended> {
  try {
    const client = await reins.clients(
      { installation: run.installation, repository: run.assignment.repository },
      PERMISSIONS,
    )
    const publishing =
      parsed.kind === 'unreadable' ? nothing(run, parsed) : await judge(reins, client, { run, parsed, last })
    return await publishRun(reins, client, { ...publishing, last })
  } catch (error) {
    if (!last && !isRefusal(error)) throw error
    reins.log.error({ err: error }, 'the report could not be judged')
    return tellFailure(reins, run, {
      title: 'The report could not be judged',
      text: "GitHub could not be read while the changes were checked, so nothing was published; they are kept in the run's report.",
      cause: `GitHub could not be read: ${error instanceof Error ? error.message : String(error)}`,
      last,
    })
  }
}

type Judging = { run: Run; parsed: Extract<ParsedReport, { kind: 'report' }> } & Try

async function judge(
  reins: Reins,
  client: RepositoryClient,
  { run, parsed, last }: Judging,
): Promise<Publishing> {
  const { assignment, usage } = run
  const { report: told, leaks } = parsed
  const decided = decidedOf(reins.effects, run.key)
  const { base, lookalikes } = await readChanged(client, assignment.base.sha, told.changes)
  const facts = await decided.facts(async () => ({
    now: reins.now(),
    usage: usage.requests > 0 ? usage : null,
    leaks,
    secrets: await findSecrets(told.changes, base, reins.secrets),
  }))
  const hindrance = await decided.hindrance()
  if (hindrance?.kind === 'unjudged') return nothing(run, hindrance)
  const judging = reins.judges.of(run.installation)('report', {
    told,
    assignment,
    base,
    lookalikes,
    ...facts,
  })
  const judged = await judging.catch((error: unknown) => {
    if (error instanceof Unjudged && (last || !PASSING.includes(error.why))) return error
    throw error
  })
  if (judged instanceof Unjudged) {
    reins.log.error({ err: judged }, 'the report could not be judged')
    const unjudged = { kind: 'unjudged', detail: judged.message } as const
    await decided.hinder(unjudged)
    return nothing(run, unjudged)
  }
  const head = hindrance === null ? await headFor(reins, client, run) : hindrance.head
  const held = unlessMoved(judged, assignment, head)
  if (held !== judged && hindrance === null) await decided.hinder({ kind: 'stale', head })
  return { run, base, ...held }
}

/** Where the base counts as standing: once our branch is there, what is published was decided. */
async function headFor(
  reins: Reins,
  client: RepositoryClient,
  { key, assignment }: Run,
): Promise<string | null> {
  const { base, branch } = assignment
  for (const step of ['branch', 'commit']) {
    const begun = await reins.effects.find(`${key} ${step}`)
    if (begun?.made) return base.sha
    // An earlier try may have made it, and not lived to know.
    if (begun !== null && (await readHead(client, branch)) !== null) return base.sha
  }
  return readHead(client, base.ref)
}

/** These are about this machine now, not about the report. */
const PASSING: readonly Unjudged['why'][] = ['start', 'full', 'closed']

/** There is an end all the same, with its check run and its sentence, and nothing of the report in it. */
function nothing(run: Run, outcome: Ending['outcome']): Publishing {
  const ending = { outcome, failed: [], protectedPaths: [], unmet: [], refused: null }
  return { run, report: null, ending, changes: [], base: new Map() }
}
