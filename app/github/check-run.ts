import type { Conclusion } from '../../core/run/conclusion.ts'
import { ANNOTATIONS_PER_REQUEST } from '../../core/run/github-limits.ts'
import type { CheckRunOutput } from '../../core/run/publication.ts'
import { type Once, unguarded } from '../effects/steps.ts'
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
 * as GitHub takes. With a memory, one that an earlier try began is gone on with. @returns its id.
 */
export async function writeCheckRun(
  client: RepositoryClient,
  check: CheckRun,
  once: Once = unguarded,
): Promise<number> {
  const { octokit, at } = client
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
  const id = await once('check run', {
    look: () => findByExternalId(client, check),
    async make() {
      const { data } =
        check.id === undefined
          ? await octokit.rest.checks.create({ ...first, head_sha: check.sha })
          : await octokit.rest.checks.update({ ...first, check_run_id: check.id })
      return data.id
    },
  })
  for (let from = ANNOTATIONS_PER_REQUEST; from < annotations.length; from += ANNOTATIONS_PER_REQUEST)
    await once(`annotations from ${from}`, {
      // They are appended in order, so their number tells which of them are there.
      async look() {
        const { data } = await octokit.rest.checks.get({ ...at, check_run_id: id })
        return data.output.annotations_count > from ? id : null
      },
      async make() {
        const next = { ...output, annotations: batch(from) }
        await octokit.rest.checks.update({ ...at, check_run_id: id, output: next })
        return id
      },
    })
  return id
}

async function findByExternalId(
  { octokit, at }: RepositoryClient,
  { sha, externalId, output: { name } }: CheckRun,
): Promise<number | null> {
  const checks = await octokit.paginate(octokit.rest.checks.listForRef, {
    ...at,
    ref: sha,
    check_name: name,
    filter: 'all',
    per_page: 100,
  })
  return checks.find((check) => check.external_id === externalId)?.id ?? null
}
