import type { Request } from '../../core/command/request.ts'
import { DEFAULT_TRIGGER, triggerOf } from '../../core/command/trigger.ts'
import { stripInvisible } from '../../core/markdown/invisible.ts'
import type { Situation } from '../../core/run/decision.ts'
import { unknownPermission } from '../../core/say/refusals.ts'
import { confirmComment } from '../confirm/confirm-comment.ts'
import { disbelieve } from '../confirm/disbelieve.ts'
import { sayOnce } from '../effects/say-once.ts'
import { reactWithEyes } from '../github/comments.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { toRequest } from '../inbox/to-request.ts'
import type { Reins } from '../reins.ts'
import { saySwitchedOff } from '../switches/say-switched-off.ts'
import { carryOut } from './carry-out.ts'
import { inOrder, readCommands } from './find-commands.ts'
import { isOnServer } from './is-on-server.ts'
import { loadHarness } from './load-harness.ts'
import { permissionsFor } from './permissions-for.ts'

/** A comment was written or changed: does what its commands ask for, or says why not. */
export async function answerComment(reins: Reins, delivery: Delivery): Promise<void> {
  const asked = toRequest(delivery, { appId: reins.config.appId })
  if (asked.kind === 'ignore') return reins.ignore(delivery, asked.reason)
  if (!isOnServer(reins, asked.request)) return reins.ignore(delivery, 'it leads to another server')
  const { body } = asked.request.comment
  if (!/^\/[a-z]/im.test(stripInvisible(body))) return reins.ignore(delivery, 'no line begins like a command')

  // Not every server says through which App a comment was written; rules that name us as a bot start nothing either.
  if (asked.request.actor.isBot && asked.request.actor.login === (await reins.self()))
    return reins.ignore(delivery, 'we wrote it ourselves')

  const client = await reins.clients(asked.request, permissionsFor(asked.request))
  const [said, actor] = await Promise.all([
    confirmComment(reins, client, asked),
    readPermission(client, asked.request.actor.login, asked.request.actor.id),
  ])
  if (said.kind === 'unknown') return disbelieve(reins, delivery, said.why)
  if (said.kind === 'ignore') return reins.ignore(delivery, said.reason)
  const { request, head } = said
  if (head === null) return reins.ignore(delivery, 'the repository has no commit yet')
  if (!(await reins.answered.first(said.once, delivery.guid)))
    return reins.ignore(delivery, 'it was answered before')

  const judge = reins.judges.of(request.installation)
  const { before } = asked
  const expected = reins.triggers.get(request.repository.id) ?? DEFAULT_TRIGGER
  const early = await readCommands(judge, { before, body, trigger: expected })
  // At once, so that people see they were heard before anything slow begins; bots only once the rules let them ask.
  const seen = early.commands.length > 0 && !request.actor.isBot ? acknowledge(reins, client, request) : null
  const loaded = await loadHarness(client, head, { parents: reins.parents(request), judge })
  const trigger = triggerOf(loaded)
  reins.triggers.set(request.repository.id, trigger)
  const parsed = trigger === expected ? early : await readCommands(judge, { before, body, trigger })
  const all = inOrder(parsed)
  if (all.length === 0) return reins.ignore(delivery, 'no line is a command')
  if (request.actor.isBot && !mayAsk(request.actor.login, loaded))
    return reins.ignore(delivery, `${request.actor.login} is a bot that the rules do not name`)
  await (seen ?? (parsed.commands.length > 0 ? acknowledge(reins, client, request) : null))
  if (actor.unknown !== null && !request.actor.isBot) {
    const body = unknownPermission({ login: request.actor.login, why: actor.unknown })
    return sayOnce(reins, client, { name: said.once, request, body })
  }
  const off = await reins.switches.off({ ...request, repository: request.repository.id })
  if (off !== null) return saySwitchedOff(reins, client, { request, off })
  const { permission } = actor
  const known = { request, permission, head, loaded }
  for (const asked of all) await carryOut(reins, { client, delivery, once: said.once, asked, known })
}

async function acknowledge(reins: Reins, client: RepositoryClient, { comment }: Request): Promise<void> {
  if (comment.id === null) return
  try {
    await reactWithEyes(client, comment.id)
  } catch (error) {
    // The comment may be gone already; what it asked for is done all the same.
    reins.log.warn({ err: error }, 'no reaction')
  }
}

/** Bots start nothing by themselves: only those that the rules name, by exact login. */
function mayAsk(login: string, { harness }: Pick<Situation, 'harness'>): boolean {
  return harness.kind === 'ok' && harness.harness.triggers.bots.includes(login)
}
