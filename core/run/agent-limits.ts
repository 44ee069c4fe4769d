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
/**
 * What a command of the agent may take of the machine, all it started together; over it, it is ended and told why. High
 * enough for a build on a large runner, low enough that a runner of two cores and 7 GB lives.
 */
/** A fork bomb has them in a fifth of a second; `make -j64` has a third. */
export const MAX_PROCESSES = 1_000
/** RLIMIT_NPROC counts threads too: what the kernel itself refuses, should our look come late. */
export const MAX_THREADS = 4_000
/** Part of the machine's memory: the rest is for the runner, for us and for the disk's cache. */
export const MAX_MEMORY_SHARE = 0.75
/** Part of the machine's memory that must stay free, whoever has the rest: below it the kernel begins to choose. */
export const MIN_MEMORY_SHARE = 0.03
/** Of one file, RLIMIT_FSIZE; a hosted runner has 14 GB of disk in all. */
export const MAX_WRITTEN_FILE_BYTES = 4 * 1024 ** 3
/** On disk by one command. */
export const MAX_WRITTEN_BYTES = 10 * 1024 ** 3
/** On the disk of the workspace: what git, the transcript and the runner itself still need. */
export const MIN_FREE_BYTES = 512 * 1024 ** 2
/** To stdout and stderr. Nobody reads it, and reading it costs time. */
export const MAX_PRINTED_BYTES = 1024 ** 3
/** RLIMIT_NOFILE: bundlers and JVMs open some ten thousand. */
export const MAX_OPEN_FILES = 65_536
/** Between two looks at what a command takes, ms. */
export const WATCH_PAUSE = 100
/** After which the door to the workspace is taken for broken when it has not answered a call, beyond the call's own time. */
export const ANSWER_GRACE = 30_000
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
