import { renderHarness } from '../../core/harness/render-harness.ts'
import type { Changes } from '../../core/run/changes.ts'
import type { Conclusion, Ending } from '../../core/run/conclusion.ts'
import type { Publication } from '../../core/run/publication.ts'
import type { Report } from '../../core/run/report.ts'
import { toPublication } from '../../core/run/to-publication.ts'
import { defuseLine } from '../../core/say/defuse.ts'
import { statusComment } from '../../core/say/status-comment.ts'
import { stepsOf } from '../effects/steps.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { isRefusal } from '../github/is-refusal.ts'
import { isRequestOf, requestMark, statusMark } from '../marks-of-run.ts'
import type { Reins } from '../reins.ts'
import type { Run } from '../runs/run.ts'
import { sayLast } from '../runs/say-last.ts'
import { offerPatch } from './offer-patch.ts'
import type { BaseFiles } from './read-changed.ts'
import { type Written, writePublication } from './write-publication.ts'

export type Ended = { conclusion: Conclusion; cause: string; message: string; pullRequestUrl: string | null }

export type Publishing = {
  run: Run
  /** Null when there is none that can be read. */
  report: Report | null
  ending: Ending
  /** What may be published. */
  changes: Changes
  base: BaseFiles
}

/** `last`: nobody tries again. */
export type Try = { last: boolean }

/**
 * Writes how a run ended, all of it or, when GitHub refuses a step, what exists of it.
 *
 * @throws when GitHub is away and this is not the last try; the next one goes on where this one stopped.
 */
export function publishRun(
  reins: Reins,
  client: RepositoryClient,
  publishing: Publishing & Try,
): Promise<Ended> {
  return reins.tracer.span('publish', {}, () => publish(reins, client, publishing))
}

async function publish(
  reins: Reins,
  client: RepositoryClient,
  { run, report, ending, changes, base, last }: Publishing & Try,
): Promise<Ended> {
  const { assignment } = run
  const publication = toPublication({
    assignment,
    report,
    ending,
    changes,
    findings: [],
    urls: { workflowRun: run.workflowRun?.url ?? null },
    server: reins.config.github.serverUrl,
    tags: {
      status: reins.marks.tag(statusMark(assignment)),
      request: reins.marks.tag(requestMark(assignment)),
    },
    suggestedHarness: assignment.origin.from === 'detected' ? renderHarness(assignment.harness) : null,
    notes: [],
  })
  const written: Written = { branch: null, pullRequest: null, checkRun: false }
  const remarks = { findings: report?.findings ?? [], doubts: report?.doubts ?? [] }
  const { server } = publication.status
  const keptIn = async ({ pullRequest }: Written) =>
    pullRequest === null ? offerPatch(report?.changes ?? [], base, reins.secrets) : ''
  try {
    const checkId = (sha: string) =>
      reins.marks.checkId({ run: run.key, repository: assignment.repository.id, place: sha })
    const isOurRequest = (body: string) => isRequestOf(reins.marks, assignment, body)
    const once = stepsOf(reins.effects, run.key)
    const ours = { checkId, isOurRequest, self: reins.self, once }
    await writePublication(client, { run, publication, changes, base, remarks, server, ...ours }, written)
  } catch (error) {
    if (!last && !isRefusal(error)) throw error
    reins.log.error({ err: error, checkRun: written.checkRun }, 'publishing broke off')
    const kept = await keptIn(written)
    return tell(reins, run, { ...brokenOff(publication, written, { error, kept }), last })
  }
  return tell(reins, run, { ...whole(publication, written, await keptIn(written)), last })
}

type Word = { status: Publication['status']; cause: string }

function whole({ status, cause }: Publication, { pullRequest }: Written, kept: string): Word {
  const undrafted =
    pullRequest?.draft === false
      ? '\n\nThis repository knows no drafts, so the pull request is an ordinary one: do not merge it before you have read it.'
      : ''
  return {
    cause,
    status: {
      ...status,
      text: `${status.text}${undrafted}${kept}`,
      pullRequestUrl: pullRequest?.url ?? null,
    },
  }
}

/** Half of a publication is never told as a whole one. */
function brokenOff(
  { status, branch }: Publication,
  written: Written,
  { error, kept }: { error: unknown; kept: string },
): Word {
  const { status: code, message } = error as { status?: number; message: string }
  const why = defuseLine(`${code === undefined ? '' : `${code}: `}${message}`, {
    server: status.server,
    most: 500,
  })
  const exists = [
    written.branch === null ? '' : `the branch \`${branch}\``,
    written.pullRequest === null ? '' : `the pull request ${written.pullRequest.url}`,
    written.checkRun ? 'the check run' : '',
  ].filter((one) => one !== '')
  const left =
    exists.length === 0 ? 'Nothing of it was written.' : `What exists already: ${exists.join(', ')}.`
  const cause = `publishing broke off: ${message}`
  return {
    cause,
    status: {
      ...status,
      conclusion: 'failure',
      title: 'Publishing broke off',
      text: `GitHub did not take a step of it (${why}). ${left} The changes are kept in the run's report. Ask again when GitHub works.${kept}`,
      pullRequestUrl: written.pullRequest?.url ?? null,
    },
  }
}

/** The status comment has the last word. */
async function tell(reins: Reins, run: Run, { status, cause, last }: Word & Try): Promise<Ended> {
  await sayLast(reins, run, { body: statusComment(status), last })
  const { conclusion, title, pullRequestUrl } = status
  return { conclusion, cause, message: title, pullRequestUrl }
}
