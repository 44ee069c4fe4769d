import type { Conclusion } from '../../core/run/conclusion.ts'
import { ANNOTATIONS_PER_REQUEST } from '../../core/run/github-limits.ts'
import type { CheckRunOutput } from '../../core/run/publication.ts'
import type { RepositoryClient } from './installation.ts'

export type CheckRun = {
  sha: string
  /** The run's key. */
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
  const { data } = await octokit.rest.checks.create({
    ...at,
    name,
    head_sha: check.sha,
    external_id: check.externalId,
    status: 'completed',
    conclusion: check.conclusion,
    ...(check.detailsUrl === null ? {} : { details_url: check.detailsUrl }),
    output: { ...output, annotations: batch(0) },
  })
  for (let from = ANNOTATIONS_PER_REQUEST; from < annotations.length; from += ANNOTATIONS_PER_REQUEST)
    await octokit.rest.checks.update({
      ...at,
      check_run_id: data.id,
      output: { ...output, annotations: batch(from) },
    })
  return data.id
}
