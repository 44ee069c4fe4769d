import { type CheckRun, writeCheckRun } from './check-run.ts'
import type { RepositoryClient } from './installation.ts'
import { newestCheckRun } from './newest-check-run.ts'

type Annotation = CheckRun['output']['annotations'][number]

/** A check run that stands on GitHub, with what its annotations say. */
export type StandingCheck = { id: number; annotations: ReadonlySet<string> }

/**
 * One check run per commit: an earlier one is brought up to date. GitHub only ever appends annotations, so when one of
 * them no longer holds, a new check run takes the place of the old one; GitHub shows the newest of a name.
 */
export async function putCheckRun(
  client: RepositoryClient,
  check: CheckRun,
  earlier: StandingCheck | null,
): Promise<StandingCheck> {
  const { annotations } = check.output
  const wanted = new Set(annotations.map(identify))
  const holds = earlier !== null && [...earlier.annotations].every((one) => wanted.has(one))
  const id = holds
    ? await writeCheckRun(client, {
        ...check,
        id: earlier.id,
        output: {
          ...check.output,
          annotations: annotations.filter((one) => !earlier.annotations.has(identify(one))),
        },
      })
    : await writeCheckRun(client, check)
  return { id, annotations: wanted }
}

/** The newest check run of a name on a commit that is the App's own; null when there is none. One call, and one for 100 annotations. */
export async function findCheckRun(
  client: RepositoryClient,
  place: { sha: string; name: string; appId: number; isOurs: (externalId: string) => boolean },
): Promise<StandingCheck | null> {
  const { octokit, at } = client
  const run = await newestCheckRun(client, place)
  if (run === null || !place.isOurs(run.external_id ?? '')) return null
  if (run.output.annotations_count === 0) return { id: run.id, annotations: new Set() }
  const annotations = await octokit.paginate(octokit.rest.checks.listAnnotations, {
    ...at,
    check_run_id: run.id,
    per_page: 100,
  })
  return { id: run.id, annotations: new Set(annotations.map((one) => identify(one as Annotation))) }
}

function identify({ path, start_line, end_line, annotation_level, title, message }: Annotation): string {
  return JSON.stringify([path, start_line, end_line, annotation_level, title, message])
}
