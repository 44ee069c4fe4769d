import type { Prompt } from '../../core/clean/clean.ts'
import type { RunEvent } from '../../core/run/event.ts'
import type { Limits } from '../../core/run/limits.ts'
import type { Acceptance, Denied, Doubt, Outcome, PlanStep } from '../../core/run/report.ts'
import type { Usage } from '../../core/run/usage.ts'
import type { ToolHost } from '../sandbox/tool-host.ts'
import type { Model } from './models/model.ts'
import type { Toolbox } from './tools/tools.ts'

/**
 * One agent on one task: a linear, append-only conversation. `run` may be called again with what the gates found
 * (a repair round): it goes on in the same conversation, under the same limits and usage. Never throws for what model
 * or tools did; the outcome says it.
 */
export type Agent = {
  run: (message: Prompt) => Promise<Outcome>
  state: () => AgentState
}

export type AgentState = {
  turns: number
  toolCalls: number
  usage: Usage
  /** From the last `finish`. */
  title: string
  summary: string
  acceptance: Acceptance[]
  doubts: Doubt[]
  plan: PlanStep[]
  denied: Denied[]
}

/** Why a call is refused; `allow` is for people: what would allow it. */
export type Refusal = { why: string; allow: string | null }

export type AgentOptions = {
  model: Model
  tools: ToolHost
  /** What it may call, and how it ends; by default all of an implementer's. */
  toolbox?: Toolbox
  /** What another agent of the same run has used and was refused already: it counts here too. */
  before?: Pick<AgentState, 'turns' | 'toolCalls' | 'usage' | 'denied'>
  limits: Limits
  /** System text and repository facts: the byte-stable prefix. */
  instructions: Prompt
  emit: (event: RunEvent) => void
  /** Every message and raw answer, for the transcript. */
  record: (entry: unknown) => void
  /** After a batch of edits: text for the agent (findings of cheap rules), or null. */
  afterEdits?: (paths: string[]) => Promise<Prompt | null>
  /** After each call that was made: what the agent must know about what it touched, or null. It is kept for good. */
  beside?: (call: { name: string; arguments: unknown; paths: string[] }) => Promise<Prompt | null>
  /** Before one tool call: a refusal with its reason, or null. */
  guard?: (call: { name: string; arguments: unknown }) => Refusal | null
  /** Criteria of every task: a `finish` as done answers each, or is refused. */
  criteria?: string[]
  signal: AbortSignal
  now: () => number
}
