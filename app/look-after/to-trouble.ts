import type { Standing } from '../github/read-standing.ts'
import { endOfWorkflow } from '../runs/end-of-workflow.ts'
import type { End } from '../runs/end-run.ts'
import type { Run } from '../runs/run.ts'

/** What GitHub shows of a run's surroundings. */
export type Seen = {
  standing: Standing
  /** Null: none was started, or nobody looked; gone: it was deleted. */
  workflow: { over: boolean; conclusion: string | null } | 'gone' | null
}

export type Trouble =
  /** There is no thread to say it on. */
  { kind: 'untold'; cause: string } | { kind: 'end'; end: End } | { kind: 'closed' }

/** Why a run cannot go on, though nobody told us; null: nothing is wrong with it. What is worst comes first. */
export function toTrouble(run: Run, { standing, workflow }: Seen): Trouble | null {
  const { base } = run.assignment
  if (standing.repository === 'gone')
    return { kind: 'untold', cause: 'The repository was deleted, or the App was taken out of it.' }
  // What has its report is being published; that finds its own end.
  if (run.state === 'reported') return null
  const from = [run.state]
  if (standing.issue === 'gone')
    return {
      kind: 'end',
      end: { to: 'cancelled', detail: 'The issue was deleted or transferred.', actor: 'github', from },
    }
  if (standing.issue === 'closed' && run.stop === null) return { kind: 'closed' }
  if (workflow === 'gone') return { kind: 'end', end: endOfWorkflow(run, null) }
  if (workflow?.over) return { kind: 'end', end: endOfWorkflow(run, workflow) }
  if (standing.branch === 'gone') {
    const detail = `The branch ${base.ref}, which the run works on, was deleted. Ask again on a branch that is there.`
    return { kind: 'end', end: { to: 'failed', detail, actor: 'github', from } }
  }
  return null
}
