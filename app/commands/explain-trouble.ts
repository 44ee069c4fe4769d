import { newCommands } from '../../core/command/new-commands.ts'
import { DEFAULT_TRIGGER } from '../../core/command/trigger.ts'
import { writeComment } from '../github/comments.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { type Asked, toRequest } from '../inbox/to-request.ts'
import type { Reins } from '../reins.ts'

/** A bug or a broken network: logged with the delivery's id; who asked gets one line with it. Never throws. */
export async function explainTrouble(reins: Reins, delivery: Delivery, error: unknown): Promise<void> {
  reins.log.error({ err: error, delivery: delivery.guid, event: delivery.event }, 'a delivery failed')
  const asked = toRequest(delivery, { appId: reins.config.appId })
  if (asked.kind === 'ignore' || !asksForSomething(reins, asked)) return
  try {
    const { request } = asked
    const client = await reins.clients(request, {
      issues: 'write',
      ...(request.subject.isPullRequest ? { pull_requests: 'write' } : {}),
    })
    await writeComment(
      client,
      request.subject.number,
      `Something went wrong on our side while answering [this comment](${request.comment.url}). Ask again in a few minutes; if it happens again, tell the operator of this App: delivery \`${delivery.guid}\`.`,
    )
  } catch (second) {
    reins.log.error({ err: second, delivery: delivery.guid }, 'nobody could be told')
  }
}

/** A comment that only began like a command gets no answer. */
function asksForSomething(reins: Reins, { request, before }: Extract<Asked, { kind: 'request' }>): boolean {
  const trigger = reins.triggers.get(request.repository.id) ?? DEFAULT_TRIGGER
  return newCommands(before, request.comment.body, trigger).commands.length > 0
}
