import type { Decision, Situation } from '../../core/run/decision.ts'
import { sayOnce } from '../effects/say-once.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'
import { stopRun } from '../runs/stop-run.ts'
import { startRun } from './start-run.ts'

type Performing = {
  client: RepositoryClient
  delivery: Delivery
  /** Of the command, for what comes of it once. */
  name: string
  situation: Situation
  decision: Decision
}

/** Does what was decided about one command. */
export async function perform(
  reins: Reins,
  { client, delivery, name, situation, decision }: Performing,
): Promise<void> {
  const { request } = situation
  const issue = request.subject.number
  reins.log.info({ decision: decision.kind, issue }, 'decided')
  reins.log.debug({ reason: decision.reason }, 'decided because')
  switch (decision.kind) {
    case 'ignore':
      return reins.ignore(delivery, decision.reason)
    case 'reply':
      return sayOnce(reins, client, { name, request, body: decision.body })
    case 'deny':
      await sayOnce(reins, client, { name, request, body: decision.body })
      return reins.denials.add({ repository: request.repository.id, issue }, request.actor.login, reins.now())
    case 'cancel':
      for (const key of decision.runs)
        await stopRun(reins, key, { actor: request.actor.login, why: decision.reason })
      return
    case 'dispatch':
      return startRun(reins, { client, situation, decision, name, askedAt: delivery.receivedAt })
  }
}
