import type { Report } from '../../core/run/report.ts'
import type { CheckRunView, PullRequestView, WorkflowRunView } from '../../playground/interface/views.ts'
import type { World, WorldOptions } from './world.ts'

export type ThreadOptions = WorldOptions & {
  issue?: { title?: string; body?: string; actor?: string }
  /** "/agent implement" */
  command?: string
  /** Who writes it: "ada". */
  who?: string
  /** What happens on the issue before the command. */
  prepare?: (world: World, issue: number) => Promise<void>
}

/** What the model was told of one of its calls. */
export type Output = { tool: string; arguments: string; text: string }

/** Everything a thread left behind, wherever it went. */
export type Told = {
  world: World
  issue: number
  /** The one status comment of the run, without its hidden first line. */
  status: string
  /** The check run `agent`. */
  check: CheckRunView | undefined
  pull: PullRequestView | undefined
  workflow: WorkflowRunView | undefined
  /** As the runner sent it; null when it sent none. */
  report: Report | null
  /** Of tool calls, in order. */
  outputs: Output[]
  /** Of the shell command that was called so. @throws when the model was never told of it: nothing was tried. */
  ran: (command: string) => string
  /** Of another tool, by what it was asked: the whole arguments, or the patch. @throws likewise. */
  said: (tool: string, asked: Record<string, unknown> | string) => string
  /** Text of every request that reached the model, as JSON. */
  prompts: string
  /** Lines of the jobs. */
  log: string
  /** Everything that is written anywhere, by where: what a leak is looked for in. */
  sinks: () => Promise<Record<string, string>>
  /** Milliseconds from the comment to the end of everything. */
  ms: number
}
