import type { Harness } from '../../core/harness/harness.ts'
import { decide } from '../../core/run/decide.ts'
import { unknownPermission } from '../../core/say/refusals.ts'
import { writeComment } from '../github/comments.ts'
import { readHead } from '../github/read-base.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { type Gesture, toSilentRequest } from '../inbox/to-silent-request.ts'
import type { Reins } from '../reins.ts'
import { loadHarness } from './load-harness.ts'
import { perform } from './perform.ts'
import { permissionsFor } from './permissions-for.ts'
import { toSituation } from './to-situation.ts'

/** The command that a label or an assignment stands for, without further words. */
const COMMAND = { name: 'implement', text: '', line: 1 }

/** A label was put on an issue, or somebody was assigned to it: the same as `implement`, when the rules say so. */
export async function answerGesture(reins: Reins, delivery: Delivery): Promise<void> {
  const asked = toSilentRequest(delivery)
  if (asked.kind === 'ignore') return reins.ignore(delivery, asked.reason)
  const { request, gesture } = asked
  const self = await reins.self()
  if (request.actor.login === self) return reins.ignore(delivery, 'we did it ourselves')
  if (gesture.by === 'assignment' && gesture.login !== self)
    return reins.ignore(delivery, 'somebody else is assigned')
  const client = await reins.clients(request, permissionsFor(request))
  const head = await readHead(client, request.repository.defaultBranch)
  if (head === null) return reins.ignore(delivery, 'the repository has no commit yet')
  const loaded = await loadHarness(client, head, reins.parents(request))
  // Nobody wrote to us: what a broken file would have meant is not guessed.
  if (loaded.harness.kind === 'broken') return reins.ignore(delivery, 'the rules are broken')
  if (!asksFor(gesture, loaded.harness.harness.triggers))
    return reins.ignore(delivery, `the rules start nothing at this ${gesture.by}`)
  const actor = await readPermission(client, request.actor.login)
  if (actor.unknown !== null && !request.actor.isBot) {
    const why = unknownPermission({ login: request.actor.login, why: actor.unknown })
    await writeComment(client, request.subject.number, why)
    return
  }
  const situation = await toSituation(reins, { request, permission: actor.permission, head, loaded })
  await perform(reins, { client, delivery, situation, decision: decide(COMMAND, situation) })
}

/** Labels of a repository differ in more than upper and lower case. */
function asksFor(gesture: Gesture, { label, assign }: Harness['triggers']): boolean {
  return gesture.by === 'label' ? gesture.name.toLowerCase() === label?.toLowerCase() : assign
}
