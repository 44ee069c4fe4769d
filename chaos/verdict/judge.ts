import { dispatchInputSchema } from '../../core/run/run-api.ts'
import { parseStatusMarker } from '../../core/say/marker.ts'
import type { World } from '../world/open-world.ts'
import type { Thread } from '../world/threads.ts'
import type { Kept } from './read-database.ts'

/** Sentences, each for one command or thing that is missing, unfinished, or there more than once. */
export type Verdict = { lost: string[]; twice: string[] }

export const BOT = 'reins[bot]'
const ENDED = /^<!-- reins:status [^>]*-->\r?\n(?:✅|❌|⚪|✋|⏹️|⌛)/

/** What stands on GitHub for the commands that were given. `kept` is what the app wrote down, once it has ended. */
export function judge(
  world: World,
  threads: Thread[],
  kept: Kept | null,
  { clean }: { clean: boolean },
): Verdict {
  const verdict: Verdict = { lost: [], twice: [] }
  for (const thread of threads) judgeThread(world, thread, { runs: mostRuns(thread, kept), verdict })
  for (const repository of world.repositories) judgeRepository(world, repository, verdict)
  if (kept !== null) judgeKept(world, kept, { threads, clean, verdict })
  return verdict
}

/** Runs that a thread came to; before that is known, the most it may. */
function mostRuns({ repository, issue, scenario }: Thread, kept: Kept | null): number {
  if (kept === null) return scenario === 'implement twice' ? 2 : 1
  return kept.runs.filter((run) => run.repository === repository && run.issue === issue).length
}

/** A run that begins when the one before it has ended takes over its status comment, so the two have one answer. */
function judgeThread(
  { github }: World,
  { repository, issue, commands, scenario }: Thread,
  { runs, verdict: { lost, twice } }: { runs: number; verdict: Verdict },
) {
  const place = `${repository}#${issue} (${scenario})`
  const said = github.read.comments(repository, issue)
  const ours = said.filter(({ actor }) => actor === BOT)
  if (ours.length < commands - Math.max(0, runs - 1))
    lost.push(`${place}: ${ours.length} answers to ${commands} commands`)
  if (ours.length > commands)
    twice.push(
      `${place}: ${ours.length} answers to ${commands} commands: ${ours.map(({ body }) => short(body)).join(' | ')}`,
    )
  for (const { body } of ours)
    if (parseStatusMarker(body) !== null && !ENDED.test(body)) lost.push(`${place}: no end: ${short(body)}`)
  for (const key of repeated(ours.flatMap(({ body }) => parseStatusMarker(body)?.key ?? [])))
    twice.push(`${place}: several status comments of run ${key}`)
}

function judgeRepository({ github }: World, repository: string, { lost, twice }: Verdict) {
  const { read } = github
  const checks = read.checkRuns(repository)
  for (const { name, status, headSha } of checks)
    if (status !== 'completed') lost.push(`${repository}: the check run ${name} on ${headSha} is ${status}`)
  for (const one of repeated(checks.map(({ name, externalId }) => `${name} ${externalId}`)))
    twice.push(`${repository}: several check runs ${one}`)
  const pulls = read.pullRequests(repository)
  for (const branch of repeated(pulls.map(({ head }) => head.ref)))
    twice.push(`${repository}: several pull requests of ${branch}`)
  for (const { number, head } of pulls) {
    for (const name of repeated(checks.filter(({ headSha }) => headSha === head.sha).map((one) => one.name)))
      twice.push(`${repository}!${number}: several check runs ${name} on its head`)
    if (read.reviews(repository, number).filter(({ actor }) => actor === BOT).length > 1)
      twice.push(`${repository}!${number}: several reviews`)
  }
  const runs = read.workflowRuns(repository)
  for (const { id, status } of runs)
    if (status !== 'completed') lost.push(`${repository}: workflow run ${id} is ${status}`)
}

type Judging = { threads: Thread[]; clean: boolean; verdict: Verdict }

function judgeKept(world: World, kept: Kept, { threads, clean, verdict: { lost, twice } }: Judging) {
  for (const { name, state, data, output } of kept.openJobs)
    lost.push(
      `a job of ${name} is ${state}: ${JSON.stringify(data)} ${JSON.stringify(output)?.slice(0, 300)}`,
    )
  const pulls = world.repositories.flatMap((repository) =>
    world.github.read.pullRequests(repository).map((pull) => ({ repository, ...pull })),
  )
  const dispatched = world.repositories.flatMap((one) => world.github.read.workflowRuns(one).map(keyOf))
  for (const run of kept.runs) {
    const times = dispatched.filter((key) => key === run.key).length
    if (times > 1 + run.again) twice.push(`run ${run.key} was dispatched ${times} times`)
    if (run.live) lost.push(`run ${run.key} is still ${run.state}`)
    const played = world.played.filter(({ key }) => key === run.key)
    const pull = pulls.find(({ head }) => head.ref === run.branch)
    // What GitHub refuses, as a fault may, is told as a failure with what exists.
    if (pull !== undefined && run.pullRequestUrl !== null && (clean || run.conclusion === 'success')) {
      const { read } = world.github
      const checks = read
        .checkRuns(pull.repository, pull.head.sha)
        .filter(({ externalId }) => externalId !== '')
      if (checks.length === 0) lost.push(`run ${run.key}: its pull request has no check run`)
      if (read.reviews(pull.repository, pull.number).length === 0)
        lost.push(`run ${run.key}: its pull request has no review`)
    }
    const closed = threads.some(
      (one) => one.closed && one.repository === played[0]?.repository && one.issue === run.issue,
    )
    const handedOver = played.some(
      ({ outcome, end }) => outcome === 'done' && (end === 'delivered' || end === 'taken'),
    )
    // Where GitHub did nothing wrong, there is nothing that could excuse an end without the work.
    if (clean && handedOver && !closed && run.state !== 'published')
      lost.push(
        `run ${run.key}: its work was handed over, and it ended as ${run.state}: ${run.cause.slice(0, 300)}`,
      )
  }
}

function keyOf({ inputs }: { inputs: Record<string, string> }): string {
  return dispatchInputSchema.parse(JSON.parse(inputs.run ?? '')).key
}

function repeated(names: string[]): Set<string> {
  return new Set(names.filter((name, at) => names.indexOf(name) !== at))
}

function short(body: string): string {
  return body
    .replace(/^<!--.*-->\r?\n/, '')
    .replace(/\s+/g, ' ')
    .slice(0, 120)
}
