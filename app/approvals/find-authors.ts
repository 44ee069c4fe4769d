import { findRequesters } from '../../core/approvals/find-requesters.ts'
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
 * so, the App's own commits, and the description, as long as nobody has touched it.
 */
export async function findAuthors(
  runs: RunStore,
  {
    repository,
    facts,
    conversation,
  }: { repository: number; facts: PullRequestFacts; conversation: Conversation },
): Promise<Authors> {
  const { commits, body, bodyUntouched, headRef } = conversation
  const isOurs = facts.author.isThisApp
  const own = facts.fork ? [] : await runs.ofBranch(repository, headRef)
  const told = findRequesters({ commits, body, isOurs })
  const requesters = new Map(
    [...own.map((run) => run.assignment.request.actor), ...told.logins].map((one) => [
      one.toLowerCase(),
      one,
    ]),
  )
  const certain = own.length > 0 || told.certain || (bodyUntouched && told.logins.length > 0)
  return {
    byAgent: isOurs || own.length > 0 || commits.some((commit) => commit.isOurs),
    excluded: [
      { login: facts.author.login, why: 'opened this pull request' },
      ...[...requesters.values()].map((login) => ({ login, why: 'asked for the agent’s run in it' })),
    ],
    requesterKnown: !isOurs || certain,
  }
}
