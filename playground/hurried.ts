import { JOB_TIMES, type JobTimes } from '../app/jobs/create-job-queue.ts'

/** What failed is tried again at once: on this machine nothing comes back by waiting. */
export const HURRIED: JobTimes = { ...JOB_TIMES, delay: 0, longest: 0 }
