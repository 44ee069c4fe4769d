import { type StatusView, statusComment } from '../../core/say/status-comment.ts'
import { stepsOf } from '../effects/steps.ts'
import type { Urgency } from '../github/budget/limits.ts'
import { changeComment, listComments, writeComment } from '../github/comments.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Marks } from '../marks.ts'
import { statusMark } from '../marks-of-run.ts'
import type { Reins } from '../reins.ts'
import { isStatus } from './is-status.ts'
import type { Run } from './run.ts'

/** The status comment of a run that is under way. */
export function renderProgress(run: Run, { server, marks, lineOf }: Rendering): string {
  return statusComment(viewOf(run, { server, marks, lineOf }))
}

type Rendering = { server: string; marks: Marks; lineOf: (key: string) => number | null }

function viewOf(run: Run, { server, marks, lineOf }: Rendering): StatusView {
  const { assignment, key, workflowRun, progress, usage } = run
  const of = {
    key,
    tag: marks.tag(statusMark(assignment)),
    actor: assignment.request.actor,
    trigger: assignment.harness.triggers.command,
    server,
    workflowRunUrl: workflowRun?.url ?? null,
  }
  if (run.state === 'queued') return { ...of, state: run.state, line: lineOf(key), again: run.again ?? null }
  if (run.state === 'dispatched') return { ...of, state: run.state }
  return { ...of, state: 'running', ...progress, usage: usage.requests > 0 ? usage : null }
}

/** Writes a run's status comment anew, in place; one that somebody deleted is written again. There is never a second one. */
export async function writeStatus(
  reins: Reins,
  run: Run,
  { body, urgency }: { body: string; urgency: Urgency },
): Promise<void> {
  const { assignment, installation } = run
  // As it is now: the comment may have been written since the caller looked.
  const id = (await reins.runs.get(run.key))?.statusComment ?? null
  const place = { installation, repository: assignment.repository }
  const client = await reins.clients(place, { issues: 'write' }, { urgency })
  if (id !== null && (await changed(() => changeComment(client, id, body)))) return
  const { id: written, said } = await openStatus(reins, client, { run, gone: id, body })
  if (written !== id) await reins.runs.update(run.key, () => ({ statusComment: written }))
  if (said || (await changed(() => changeComment(client, written, body)))) return
  // One that an earlier try wrote was deleted too, before anybody knew of it.
  const another = await openStatus(reins, client, { run, gone: written, body })
  await reins.runs.update(run.key, () => ({ statusComment: another.id }))
}

type Opening = { run: Run; gone: number | null; body: string }

/** Writes the comment once in place of one that is gone. `said`: with this very body. */
async function openStatus(
  reins: Reins,
  client: RepositoryClient,
  { run, gone, body }: Opening,
): Promise<{ id: number; said: boolean }> {
  const { repository, issue } = run.assignment
  const place = { repository: repository.id, issue: issue.number }
  let said = false
  const step = gone === null ? 'status comment' : `status comment after ${gone}`
  const id = await stepsOf(reins.effects, run.key)(step, {
    async look() {
      const { comments } = await listComments(client, issue.number)
      const found = comments.findLast((comment) => comment.id !== gone && isStatus(reins, comment, place))
      return found?.id ?? null
    },
    async make() {
      const made = await writeComment(client, issue.number, body)
      said = true
      return made
    },
  })
  return { id, said }
}

async function changed(change: () => Promise<void>): Promise<boolean> {
  try {
    await change()
    return true
  } catch (error) {
    if ((error as { status?: number }).status === 404) return false
    throw error
  }
}
