import type { Prompt } from '../core/clean/clean.ts'
import type { Harness } from '../core/harness/harness.ts'
import type { Assignment } from '../core/run/assignment.ts'
import type { AgentOptions } from './agent/agent.ts'
import { renderDue } from './agent/prompts/render-context.ts'
import { renderInstructions } from './agent/prompts/render-instructions.ts'
import { renderTask, type TaskPlan } from './agent/prompts/render-task.ts'
import { createNamedPaths } from './context/named-paths.ts'
import { openContext } from './context/open-context.ts'
import { note } from './log/tell.ts'
import type { Stage } from './stage.ts'
import { touchedPaths } from './touched-paths.ts'

export type Brief = {
  /** The same bytes for every task on this commit. */
  instructions: Prompt
  /** The first message: the task, what the paths it names call for, and the plan when there is one. */
  task: (plan: TaskPlan | null) => Prompt
  beside: NonNullable<AgentOptions['beside']>
}

/** Puts together what the agent is told: at the start, and later beside the result of a call that first touches a place. */
export async function briefAgent(
  { job, report, workspace, host }: Stage,
  { harness, role }: { harness: Harness; role: 'implementer' | 'planner' },
): Promise<Brief> {
  const { assignment, emit } = job
  const namedIn = createNamedPaths(workspace.base)
  const context = openContext(workspace, harness.context, {
    given: ({ text: _, ...file }) => {
      report.context = [...report.context, file]
    },
    say: (text) => note(emit, [text]),
  })
  // One after the other: they share their room, and what always holds comes first.
  const { files, index } = await context.always()
  const named = await context.touching(namedIn(wordsOf(assignment)))
  return {
    instructions: renderInstructions({ assignment, context: files, index, role }),
    task: (plan) => renderTask(assignment, { context: named, plan }),
    beside: async (call) => {
      const touched = [...touchedPaths(call, { workspace: host.workspace, namedIn }), ...call.paths]
      const due = await context.touching(touched)
      return due.length === 0 ? null : renderDue(due)
    },
  }
}

function wordsOf({ request, issue }: Assignment): string {
  return [request.text, issue.title, issue.body, ...issue.comments.map(({ body }) => body)].join('\n')
}
