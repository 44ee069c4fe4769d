/**
 * Numbers of the agent, its model calls and its tools: what no configuration changes. Without zod, so that the tool host
 * starts fast and stays small; everybody else finds them in limits.ts.
 */

/** Time hints to the agent, as parts of the time limit. */
export const TIME_HINTS = [0.5, 0.75, 0.9] as const

export const COMMAND_TIMEOUT = 120_000
export const MAX_COMMAND_TIMEOUT = 600_000
/** Between TERM and KILL of a command's process group. */
export const KILL_GRACE = 2_000
/** Kept of a command's output; the rest goes to a spill file. */
export const MAX_CAPTURED_BYTES = 1024 * 1024
/** Of one tool result, as the model sees it (about 10,000 tokens). */
export const MAX_TOOL_OUTPUT = 40_000
export const MAX_READ_LINES = 2_000
export const MAX_READ_BYTES = 50_000
export const MAX_SEARCH_LINE = 500
/** Rules and context files put into the prompt, together. */
export const MAX_CONTEXT_BYTES = 32 * 1024

export const MODEL_TRIES = 5
export const MODEL_BACKOFF = { first: 500, factor: 2, most: 30_000 } as const
export const MAX_RETRY_AFTER = 5 * 60_000
export const STREAM_IDLE_TIMEOUT = 300_000
/** Malformed answers of the model in a row that end a run. */
export const MAX_MALFORMED = 3
/** The same tool call so often in a row: a hint, then the end. */
export const LOOP_HINT = 3
export const LOOP_STOP = 5
export const PARALLEL_TOOLS = 4
