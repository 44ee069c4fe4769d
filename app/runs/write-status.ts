import { type StatusView, statusComment } from '../../core/say/status-comment.ts'
import type { Urgency } from '../github/budget/limits.ts'
import { changeComment, writeComment } from '../github/comments.ts'
import type { Marks } from '../marks.ts'
import { statusMark } from '../marks-of-run.ts'
import type { Reins } from '../reins.ts'
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

/** Writes a run's status comment anew, in place; one that somebody deleted is written again. */
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
  const written = await writeComment(client, assignment.issue.number, body)
  await reins.runs.update(run.key, () => ({ statusComment: written }))
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
