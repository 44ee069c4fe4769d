import { findRequesters } from '../../core/approvals/find-requesters.ts'
import { parseRequestMarker } from '../../core/say/marker.ts'
import type { Marks } from '../marks.ts'
import type { PullRequestFacts } from '../pull-requests/read-pull-request.ts'
import type { RunStore } from '../runs/run-store.ts'
import type { Conversation } from './read-conversation.ts'

export type Authors = {
  /** Our agent wrote it, or a part of it. */
  byAgent: boolean
  /** Whose approval would be one of their own work. */
  excluded: { login: string; why: string }[]
  /** False: an agent wrote it and nothing tells for whom any more. */
  requesterKnown: boolean
}

/**
 * Who is behind a pull request: who opened it, and who asked for the agent's runs in it. The runs the app remembers say
 * so, the App's own commits, and its mark in the description.
 */
export async function findAuthors(
  { runs, marks }: { runs: Pick<RunStore, 'ofBranch'>; marks: Marks },
  {
    repository,
    facts,
    conversation,
  }: { repository: number; facts: PullRequestFacts; conversation: Conversation },
): Promise<Authors> {
  const { commits, body, headRef } = conversation
  const isOurs = facts.author.isThisApp
  const own = facts.fork ? [] : await runs.ofBranch(repository, headRef)
  const described = isOurs ? requesterIn(body, { marks, repository, headRef }) : null
  const told = findRequesters({ commits, described })
  const requesters = new Map(
    [...own.map((run) => run.assignment.request.actor), ...told].map((one) => [one.toLowerCase(), one]),
  )
  return {
    byAgent: isOurs || own.length > 0 || commits.some((commit) => commit.isOurs),
    excluded: [
      { login: facts.author.login, why: 'opened this pull request' },
      ...[...requesters.values()].map((login) => ({ login, why: 'asked for the agent’s run in it' })),
    ],
    requesterKnown: !isOurs || requesters.size > 0,
  }
}

/** A mark copied from another pull request, or written by anybody else, names nobody. */
function requesterIn(
  body: string,
  { marks, repository, headRef }: { marks: Marks; repository: number; headRef: string },
): string | null {
  const marker = parseRequestMarker(body)
  if (marker === null) return null
  const mark = { kind: 'request', run: marker.key, repository, place: headRef, says: marker.by } as const
  return marks.isOurs(mark, marker.tag) ? marker.by : null
}
