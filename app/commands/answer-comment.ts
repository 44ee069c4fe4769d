import type { Command, CommandProblem, ParsedComment } from '../../core/command/command.ts'
import { newCommands } from '../../core/command/new-commands.ts'
import type { Request } from '../../core/command/request.ts'
import { DEFAULT_TRIGGER, triggerOf } from '../../core/command/trigger.ts'
import { stripInvisible } from '../../core/markdown/invisible.ts'
import { decide } from '../../core/run/decide.ts'
import type { Situation } from '../../core/run/decision.ts'
import { reactWithEyes, writeComment } from '../github/comments.ts'
import type { Permissions, RepositoryClient } from '../github/installation.ts'
import { readHead } from '../github/read-base.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { toRequest } from '../inbox/to-request.ts'
import type { Reins } from '../reins.ts'
import { toView } from '../runs/run.ts'
import { loadHarness } from './load-harness.ts'
import { perform } from './perform.ts'

/** Commands of one comment that are worked on; nobody writes more by hand. */
const MOST_COMMANDS = 10

/** A comment was written or changed: does what its commands ask for, or says why not. */
export async function answerComment(reins: Reins, delivery: Delivery): Promise<void> {
  const asked = toRequest(delivery, { appId: reins.config.appId })
  if (asked.kind === 'ignore') return reins.ignore(delivery, asked.reason)
  const { request, before } = asked
  const body = request.comment.body
  if (!/^\/[a-z]/im.test(stripInvisible(body))) return reins.ignore(delivery, 'no line begins like a command')

  const client = await reins.clients(request, permissionsFor(request))
  const known = reins.triggers.get(request.repository.id) ?? DEFAULT_TRIGGER
  const early = newCommands(before, body, known)
  // At once, so that people see they were heard before anything slow begins.
  const seen = early.commands.length > 0 ? acknowledge(reins, client, request) : null
  const [actor, head] = await Promise.all([
    readPermission(client, request.actor.login),
    readHead(client, request.repository.defaultBranch),
  ])
  if (head === null) return reins.ignore(delivery, 'the repository has no commit yet')
  const loaded = await loadHarness(client, head, reins.parents(request))
  const trigger = triggerOf(loaded)
  reins.triggers.set(request.repository.id, trigger)
  const parsed = trigger === known ? early : newCommands(before, body, trigger)
  const all = inOrder(parsed)
  if (all.length === 0) return reins.ignore(delivery, 'no line is a command')
  await (seen ?? (parsed.commands.length > 0 ? acknowledge(reins, client, request) : null))
  if (actor.unknown !== null) {
    await writeComment(client, request.subject.number, unknownPermission(request, actor.unknown))
    return
  }
  for (const one of all) {
    const place = { repository: request.repository.id, issue: request.subject.number }
    const runs = await reins.runs.ofIssue(place.repository, place.issue)
    const situation: Situation = {
      request,
      permission: actor.permission,
      base: { ref: request.repository.defaultBranch, sha: head },
      ...loaded,
      models: reins.config.models.map(({ name }) => name),
      runs: [...runs.map(toView), ...reins.denials.of(place)],
    }
    await perform(reins, { client, delivery, situation, decision: decide(one, situation) })
  }
}

function inOrder({ commands, problems }: ParsedComment): (Command | CommandProblem)[] {
  return [...commands, ...problems].sort((a, b) => a.line - b.line).slice(0, MOST_COMMANDS)
}

/** Comments on a pull request need its permission, not that of issues. */
function permissionsFor({ subject }: Request): Permissions {
  return {
    contents: 'read',
    issues: 'write',
    actions: 'write',
    ...(subject.isPullRequest ? { pull_requests: 'write' } : {}),
  }
}

async function acknowledge(reins: Reins, client: RepositoryClient, { comment }: Request): Promise<void> {
  try {
    await reactWithEyes(client, comment.id)
  } catch (error) {
    // The comment may be gone already; what it asked for is done all the same.
    reins.log.warn(error, 'no reaction')
  }
}

function unknownPermission({ actor }: Request, why: string): string {
  return `GitHub did not say what @${actor.login} may do here (${why}), so nothing was started. Ask again in a few minutes.`
}
