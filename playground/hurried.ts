import type { JobTimes } from '../app/jobs/create-job-queue.ts'

/** What failed is tried again at once: on this machine nothing comes back by waiting. */
export const HURRIED: JobTimes = { poll: 2_000, beat: 10_000, delay: 0, longest: 0 }
