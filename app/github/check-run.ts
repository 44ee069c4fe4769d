import type { Conclusion } from '../../core/run/conclusion.ts'
import { ANNOTATIONS_PER_REQUEST } from '../../core/run/github-limits.ts'
import type { CheckRunOutput } from '../../core/run/publication.ts'
import type { RepositoryClient } from './installation.ts'

export type CheckRun = {
  /** Of an earlier one that is brought up to date; without it, a new one is made. */
  id?: number
  sha: string
  /** What we know it by, signed: `Marks.checkId`. */
  externalId: string
  conclusion: Conclusion
  detailsUrl: string | null
  output: CheckRunOutput
}

/**
 * Completed with its first annotations, so that it is never seen unfinished; the others are appended, as many at a time
 * as GitHub takes. @returns its id.
 */
export async function writeCheckRun({ octokit, at }: RepositoryClient, check: CheckRun): Promise<number> {
  const { name, annotations, ...output } = check.output
  const batch = (from: number) => annotations.slice(from, from + ANNOTATIONS_PER_REQUEST)
  const first = {
    ...at,
    name,
    external_id: check.externalId,
    status: 'completed' as const,
    conclusion: check.conclusion,
    ...(check.detailsUrl === null ? {} : { details_url: check.detailsUrl }),
    output: { ...output, annotations: batch(0) },
  }
  const { data } =
    check.id === undefined
      ? await octokit.rest.checks.create({ ...first, head_sha: check.sha })
      : await octokit.rest.checks.update({ ...first, check_run_id: check.id })
  for (let from = ANNOTATIONS_PER_REQUEST; from < annotations.length; from += ANNOTATIONS_PER_REQUEST)
    await octokit.rest.checks.update({
      ...at,
      check_run_id: data.id,
      output: { ...output, annotations: batch(from) },
    })
  return data.id
}
