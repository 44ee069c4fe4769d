import { type ClaimAnswer, claimSchema } from '../../core/run/run-api.ts'
import { readHead } from '../github/read-base.ts'
import type { Refused } from '../http/refused.ts'
import type { Reins } from '../reins.ts'
import { belongsTo } from './belongs-to.ts'
import { endRun } from './end-run.ts'
import { inRun } from './in-run.ts'
import type { Run } from './run.ts'
import { newProof } from './run-token.ts'
import type { RunnerClaims } from './verify-runner.ts'

/** A fast runner asks before GitHub has told us which workflow run it started. Milliseconds. */
const DISPATCH_PATIENCE = 15_000

type Claimed = { kind: 'claimed'; answer: ClaimAnswer } | Refused

/**
 * A job proves that it is the one we started for this run, and gets the run: once. The process whose answer was lost asks
 * again with the same proof, and gets the same answer; any other is refused.
 *
 * @param claim `token`: the job's OIDC token. `text`: the body.
 */
export async function claimRun(
  reins: Reins,
  claim: { key: string; token: string; text: string },
): Promise<Claimed> {
  const proof = proofIn(claim.text)
  if (proof === null) return refused(400, 'The body is no claim: it holds a `proof`, or nothing.')
  const verified = await reins.verifyRunner(claim.token)
  if (verified.kind === 'refused') return verified
  const run = await dispatchedRun(reins, claim.key)
  if (run === null)
    return refused(404, 'There is no such run. Ask with a comment; a workflow started by hand does nothing.')
  return inRun(reins, { run, name: 'claim' }, () => handOver(reins, run, { ...verified.claims, proof }))
}

/** Who gives no proof can claim, and not again: an answer that was lost is lost. */
function proofIn(text: string): string | null {
  try {
    const claim = claimSchema.safeParse(JSON.parse(text === '' ? '{}' : text))
    return claim.success ? (claim.data.proof ?? newProof()) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

type Proved = RunnerClaims & { proof: string }

async function handOver(reins: Reins, run: Run, claims: Proved): Promise<Claimed> {
  // Its start was answered with nothing, and is looked for.
  if (run.state === 'queued')
    return refused(503, 'GitHub has not said yet which workflow run this is. Claim again in a moment.')
  const stranger = belongsTo(claims, run, reins.config.workflows)
  if (stranger !== null) return refused(403, stranger)
  const { base } = run.assignment
  const head = run.state === 'dispatched' ? await headNow(reins, run) : base.sha
  if (head === null)
    return refused(503, 'GitHub does not say where the branch stands. Claim again in a moment.')
  // The workflow started on the one, and the report will be held against the other.
  if (run.state === 'dispatched' && [claims.sha, head].some((sha) => sha !== base.sha)) {
    const cause = `${base.ref} moved before the run began: stale, run again.`
    await endRun(reins, run.key, { to: 'failed', detail: cause, actor: 'reins' })
    return refused(409, cause)
  }
  const used = await reins.usedTokens.use(claims)
  if (used === 'refused')
    return refused(
      403,
      'This OIDC token has claimed a run already; each is good for one claim. Ask again with a comment.',
    )
  const { run_id, run_attempt, runner_environment = 'unnamed', proof } = claims
  const attempt = Number(run_attempt)
  const { token, hash } = reins.runTokens.of({ key: run.key, attempt, proof })
  const until = reins.now() + run.assignment.limits.time + reins.watch.aroundTheAgent
  const moved = await reins.runs.move(
    run.key,
    {
      to: 'running',
      cause: `claimed by workflow run ${run_id}, attempt ${run_attempt}, on a ${runner_environment} runner`,
      actor: 'runner',
    },
    { token: { hash, attempt, until } },
  )
  const answer = { token, assignment: run.assignment }
  if (moved.kind === 'refused' && used === 'again' && isHeldBy(moved.run, { hash, attempt }))
    return { kind: 'claimed', answer }
  if (moved.kind === 'refused')
    return refused(409, `This run is ${moved.run.state} and cannot be claimed. Ask again with a comment.`)
  reins.status.progressed(moved.run, 'phase')
  return { kind: 'claimed', answer }
}

function isHeldBy({ state, token }: Run, { hash, attempt }: { hash: string; attempt: number }): boolean {
  return state === 'running' && token?.hash === hash && token.attempt === attempt
}

/** Where the base branch stands now: the last look before a model is paid. Null when GitHub does not say. */
async function headNow(reins: Reins, { installation, assignment }: Run): Promise<string | null> {
  const { repository, base } = assignment
  try {
    const client = await reins.clients({ installation, repository }, { contents: 'read', issues: 'write' })
    return (await readHead(client, base.ref)) ?? 'gone'
  } catch (error) {
    reins.log.warn({ err: error }, 'the base was not read at the claim')
    return null
  }
}

/** Waits until the dispatch of a run is answered. */
async function dispatchedRun({ runs, now }: Reins, key: string): Promise<Run | null> {
  const until = now() + DISPATCH_PATIENCE
  for (;;) {
    const run = await runs.get(key)
    if (run?.state !== 'queued' || now() > until) return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function refused(status: Refused['status'], error: string): Refused {
  return { kind: 'refused', status, error }
}
