import { codeSpan } from '../../core/markdown/write.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import { shortHash } from '../../core/run/plan.ts'
import { beside } from '../../core/say/beside.ts'
import { defuse } from '../../core/say/defuse.ts'
import { statusComment } from '../../core/say/status-comment.ts'
import { statusMark } from '../marks-of-run.ts'
import type { Ended, Try } from '../publish/publish-run.ts'
import type { Reins } from '../reins.ts'
import type { Run } from './run.ts'
import { sayLast } from './say-last.ts'

type Failure = {
  title: string
  /** What happened; what to do follows by itself. */
  text: string
  /** In a few words, for the store. */
  cause: string
}

/** What failed so leaves an approved plan as good as it was. */
function again({ plan, request }: Assignment): string {
  return plan === undefined ? request.command : `approve ${shortHash(plan.hash)}`
}

/**
 * The last word on a run that failed on our side or GitHub's, with nothing to publish.
 *
 * @throws when GitHub is away, unless this is the last try.
 */
export async function tellFailure(
  reins: Reins,
  run: Run,
  { title, text, cause, last }: Failure & Try,
): Promise<Ended> {
  const { assignment, key, workflowRun } = run
  const { serverUrl: server } = reins.config.github
  const trigger = assignment.harness.triggers.command
  const body = statusComment({
    state: 'ended',
    key,
    tag: reins.marks.tag(statusMark(assignment)),
    actor: assignment.request.actor,
    trigger,
    server,
    workflowRunUrl: workflowRun?.url ?? null,
    conclusion: 'failure',
    title,
    text: beside(
      defuse(text, { server, most: 4_000 }),
      `Write ${codeSpan(`${trigger} ${again(assignment)}`)} to try again.`,
    ),
    pullRequestUrl: null,
    turns: 0,
    ms: 0,
    cost: run.usage.cost,
  })
  await sayLast(reins, run, { body, last })
  return { conclusion: 'failure', cause, message: title, pullRequestUrl: null }
}
