import type { Command, CommandProblem } from '../../core/command/command.ts'
import type { Request } from '../../core/command/request.ts'
import { DEFAULT_TRIGGER } from '../../core/command/trigger.ts'
import { confirmComment } from '../confirm/confirm-comment.ts'
import { isSaid, sayOnce } from '../effects/say-once.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { isRefusal } from '../github/is-refusal.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { type Asked, toRequest } from '../inbox/to-request.ts'
import { Unjudged } from '../judging/unjudged.ts'
import type { Reins } from '../reins.ts'
import { nameOf } from './carry-out.ts'
import { inOrder, readCommands } from './find-commands.ts'
import { isOnServer } from './is-on-server.ts'
import { permissionsFor } from './permissions-for.ts'

/**
 * A bug or a broken network: logged with the delivery's id; who asked gets one line with it.
 *
 * @param last Nothing is tried again after this.
 * @throws when nobody could be told for now, but for the last time.
 */
export async function explainTrouble(
  reins: Reins,
  delivery: Delivery,
  { error, last }: { error: unknown; last: boolean },
): Promise<void> {
  reins.log.error({ err: error, event: delivery.event }, 'a delivery failed')
  const asked = toRequest(delivery, { appId: reins.config.appId })
  // Nobody writes commands that way, and nobody shall make us answer that way.
  if (error instanceof Unjudged && error.task === 'comment') return
  if (asked.kind === 'ignore' || !isOnServer(reins, asked.request)) return
  try {
    const all = await commandsOf(reins, asked)
    if (all.length === 0) return
    const client = await reins.clients(asked.request, permissionsFor(asked.request))
    // Nobody makes us write with a delivery of what nobody wrote.
    const said = await confirmComment(reins, client, asked)
    if (said.kind !== 'confirmed') return reins.log.warn('not confirmed either')
    const { request } = said
    // It broke off after its last command was answered: there is nothing left to tell.
    if (await areAnswered(reins, client, { once: said.once, request, all })) return
    const body = explain(error, { url: request.comment.url, guid: delivery.guid })
    await sayOnce(reins, client, { name: `trouble with ${said.once}`, request, body })
  } catch (second) {
    reins.log.error({ err: second }, 'nobody could be told')
    if (!last && !isRefusal(second)) throw second
  }
}

function explain(error: unknown, { url, guid }: { url: string; guid: string }): string {
  if (error instanceof Unjudged) return `[This comment](${url}) was not carried out: ${error.message}`
  return `Something went wrong on our side while answering [this comment](${url}). Ask again in a few minutes; if it happens again, tell the operator of this App: delivery \`${guid}\`.`
}

async function commandsOf(
  reins: Reins,
  { request, before }: Extract<Asked, { kind: 'request' }>,
): Promise<(Command | CommandProblem)[]> {
  const trigger = reins.triggers.get(request.repository.id) ?? DEFAULT_TRIGGER
  const judge = reins.judges.of(request.installation)
  return inOrder(await readCommands(judge, { before, body: request.comment.body, trigger }))
}

type Told = { once: string; request: Request; all: (Command | CommandProblem)[] }

async function areAnswered(
  reins: Reins,
  client: RepositoryClient,
  { once, request, all }: Told,
): Promise<boolean> {
  for (const command of all) {
    const name = nameOf(once, command)
    const done = (await reins.effects.find(name))?.made ?? null
    if (done === null && !(await isSaid(reins, client, { name, request }))) return false
  }
  return true
}
