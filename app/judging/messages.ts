import type { TaskName } from './tasks.ts'

/** What goes to a child, and what it answers. Plain data only: it crosses as a structured clone. */
export type Ask = { task: TaskName; input: unknown }
/** `ready`: of one that was started ahead, it need not load any more. `begun`: it has loaded what it needs; from here on the time counts. */
export type Answer =
  | { kind: 'ready' }
  | { kind: 'begun' }
  | { kind: 'done'; output: unknown }
  | { kind: 'threw'; message: string; stack: string }
