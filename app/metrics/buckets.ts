/** Upper bounds in seconds, by what is waited for. */
export const BUCKETS = {
  /** GitHub waits ten seconds for the answer to a webhook. */
  answer: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  /** Somebody has written a comment and looks at the page; GitHub's calls take most of it. */
  work: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300],
  /** A turn of a model. */
  call: [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600],
  /** A whole run, up to the ninety minutes of its job. */
  run: [30, 60, 120, 300, 600, 900, 1_800, 2_700, 3_600, 5_400],
} as const
