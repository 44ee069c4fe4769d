import type { ClaimAnswer } from '../../core/run/run-api.ts'
import type { Refused } from '../http/refused.ts'
import type { Reins } from '../reins.ts'
import { belongsTo } from './belongs-to.ts'
import { endRun } from './end-run.ts'
import type { Run } from './run.ts'
import { newRunToken } from './run-token.ts'

/** A fast runner asks before GitHub has told us which workflow run it started. Milliseconds. */
const DISPATCH_PATIENCE = 15_000

type Claimed = { kind: 'claimed'; answer: ClaimAnswer } | Refused

/** A job proves that it is the one we started for this run, and gets the run: once. */
export async function claimRun(reins: Reins, claim: { key: string; token: string }): Promise<Claimed> {
  const verified = await reins.verifyRunner(claim.token)
  if (verified.kind === 'refused') return verified
  const run = await dispatchedRun(reins, claim.key)
  if (run === null)
    return refused(404, 'There is no such run. Ask with a comment; a workflow started by hand does nothing.')
  const stranger = belongsTo(verified.claims, run, reins.config.workflows)
  if (stranger !== null) return refused(403, stranger)
  const { base } = run.assignment
  if (run.state === 'dispatched' && verified.claims.sha !== base.sha) {
    const cause = `${base.ref} moved before the run began: stale, run again.`
    await reins.background.track(endRun(reins, run.key, { to: 'failed', detail: cause, actor: 'reins' }))
    return refused(409, cause)
  }
  const { token, hash } = newRunToken()
  const moved = await reins.runs.move(
    run.key,
    { to: 'running', cause: `claimed by workflow run ${verified.claims.run_id}`, actor: 'runner' },
    { tokenHash: hash },
  )
  if (moved.kind === 'refused')
    return refused(409, `This run is ${moved.run.state} and cannot be claimed. Ask again with a comment.`)
  reins.status.progressed(moved.run, 'phase')
  return { kind: 'claimed', answer: { token, assignment: run.assignment } }
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
