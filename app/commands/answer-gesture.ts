import type { Harness } from '../../core/harness/harness.ts'
import { unknownPermission } from '../../core/say/refusals.ts'
import { confirmGesture } from '../confirm/confirm-gesture.ts'
import { disbelieve } from '../confirm/disbelieve.ts'
import { sayOnce } from '../effects/say-once.ts'
import { readPermission } from '../github/read-permission.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { type Gesture, toSilentRequest } from '../inbox/to-silent-request.ts'
import type { Reins } from '../reins.ts'
import { saySwitchedOff } from '../switches/say-switched-off.ts'
import { carryOut } from './carry-out.ts'
import { isOnServer } from './is-on-server.ts'
import { loadHarness } from './load-harness.ts'
import { permissionsFor } from './permissions-for.ts'

/** The command that a label or an assignment stands for, without further words. */
const COMMAND = { name: 'implement', text: '', line: 1 }

/** A label was put on an issue, or somebody was assigned to it: the same as `implement`, when the rules say so. */
export async function answerGesture(reins: Reins, delivery: Delivery): Promise<void> {
  const asked = toSilentRequest(delivery)
  if (asked.kind === 'ignore') return reins.ignore(delivery, asked.reason)
  const { gesture } = asked
  if (!isOnServer(reins, asked.request)) return reins.ignore(delivery, 'it leads to another server')
  const self = await reins.self()
  if (asked.request.actor.login === self) return reins.ignore(delivery, 'we did it ourselves')
  if (gesture.by === 'assignment' && gesture.login !== self)
    return reins.ignore(delivery, 'somebody else is assigned')
  const client = await reins.clients(asked.request, permissionsFor(asked.request))
  const said = await confirmGesture(reins, client, asked)
  if (said.kind === 'unknown') return disbelieve(reins, delivery, said.why)
  if (said.kind === 'ignore') return reins.ignore(delivery, said.reason)
  const { request, head } = said
  if (head === null) return reins.ignore(delivery, 'the repository has no commit yet')
  if (!(await reins.answered.first(said.once, delivery.guid)))
    return reins.ignore(delivery, 'it was answered before')
  const reading = { parents: reins.parents(request), judge: reins.judges.of(request.installation) }
  const loaded = await loadHarness(client, head, reading)
  // Nobody wrote to us: what a broken file would have meant is not guessed.
  if (loaded.harness.kind === 'broken') return reins.ignore(delivery, 'the rules are broken')
  if (!asksFor(gesture, loaded.harness.harness.triggers))
    return reins.ignore(delivery, `the rules start nothing at this ${gesture.by}`)
  const off = await reins.switches.off({ ...request, repository: request.repository.id })
  if (off !== null) return saySwitchedOff(reins, client, { request, off })
  const actor = await readPermission(client, request.actor.login, request.actor.id)
  if (actor.unknown !== null && !request.actor.isBot) {
    const body = unknownPermission({ login: request.actor.login, why: actor.unknown })
    return sayOnce(reins, client, { name: said.once, request, body })
  }
  const { permission } = actor
  const known = { request, permission, head, loaded }
  await carryOut(reins, { client, delivery, once: said.once, asked: COMMAND, known })
}

/** Labels of a repository differ in more than upper and lower case. */
function asksFor(gesture: Gesture, { label, assign }: Harness['triggers']): boolean {
  return gesture.by === 'label' ? gesture.name.toLowerCase() === label?.toLowerCase() : assign
}
