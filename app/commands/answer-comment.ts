import type { Command, CommandProblem, ParsedComment } from '../../core/command/command.ts'
import { newCommands } from '../../core/command/new-commands.ts'
import type { Request } from '../../core/command/request.ts'
import { DEFAULT_TRIGGER, triggerOf } from '../../core/command/trigger.ts'
import { stripInvisible } from '../../core/markdown/invisible.ts'
import { decide } from '../../core/run/decide.ts'
import type { Situation } from '../../core/run/decision.ts'
import { unknownPermission } from '../../core/say/refusals.ts'
import { reactWithEyes, writeComment } from '../github/comments.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readHead } from '../github/read-base.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { toRequest } from '../inbox/to-request.ts'
import type { Reins } from '../reins.ts'
import { loadHarness } from './load-harness.ts'
import { perform } from './perform.ts'
import { permissionsFor } from './permissions-for.ts'
import { toSituation } from './to-situation.ts'

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
  // At once, so that people see they were heard before anything slow begins; bots only once the rules let them ask.
  const seen = early.commands.length > 0 && !request.actor.isBot ? acknowledge(reins, client, request) : null
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
  if (request.actor.isBot && !mayAsk(request.actor.login, loaded))
    return reins.ignore(delivery, `${request.actor.login} is a bot that the rules do not name`)
  await (seen ?? (parsed.commands.length > 0 ? acknowledge(reins, client, request) : null))
  if (actor.unknown !== null && !request.actor.isBot) {
    await writeComment(
      client,
      request.subject.number,
      unknownPermission({ login: request.actor.login, why: actor.unknown }),
    )
    return
  }
  for (const one of all) {
    const situation = await toSituation(reins, { request, permission: actor.permission, head, loaded })
    await perform(reins, { client, delivery, situation, decision: decide(one, situation) })
  }
}

function inOrder({ commands, problems }: ParsedComment): (Command | CommandProblem)[] {
  return [...commands, ...problems].sort((a, b) => a.line - b.line).slice(0, MOST_COMMANDS)
}

async function acknowledge(reins: Reins, client: RepositoryClient, { comment }: Request): Promise<void> {
  if (comment.id === null) return
  try {
    await reactWithEyes(client, comment.id)
  } catch (error) {
    // The comment may be gone already; what it asked for is done all the same.
    reins.log.warn(error, 'no reaction')
  }
}

/** Bots start nothing by themselves: only those that the rules name, by exact login. */
function mayAsk(login: string, { harness }: Pick<Situation, 'harness'>): boolean {
  return harness.kind === 'ok' && harness.harness.triggers.bots.includes(login)
}
