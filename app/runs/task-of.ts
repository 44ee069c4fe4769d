import type { NewJob, RunTask } from '../jobs/job-queue.ts'
import type { Run } from './run.ts'

/** What is to be done for a run: one thing after the other, and no installation's runs before all others'. */
export function taskOf(
  { key, installation }: Pick<Run, 'key' | 'installation'>,
  task: RunTask['task'],
  more: Pick<RunTask, 'askedAt'> = {},
): NewJob<RunTask> {
  return { data: { run: key, task, ...more }, lane: key, group: `${installation}` }
}
