/** How the hosted runner ends what will not end, in milliseconds. */
export type Timing = {
  /** Between SIGINT and SIGTERM. */
  interrupt: number
  /** Between SIGTERM and SIGKILL. */
  terminate: number
  /** For output of children that outlive their step. */
  drain: number
  /** For all that still runs after a run was cancelled or a job ran too long. */
  cancel: number
}

/**
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation for the first two and the
 * last; the third is the runner's own (ProcessInvoker).
 */
export const HOSTED_TIMING: Timing = { interrupt: 7_500, terminate: 2_500, drain: 5_000, cancel: 5 * 60_000 }
