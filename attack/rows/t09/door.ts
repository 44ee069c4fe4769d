import type { Layer } from '../../layers.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import type { Webhook } from '../../stage/deliver.ts'
import { lastWebhook } from '../../stage/last-webhook.ts'
import { shared } from '../../stage/stage.ts'

/** A world with a delivery that would start a run, if it were taken. */
export const ready = shared(async (stage) => {
  const world = await stage.world({ times: { webhookWithin: 1_500 } })
  const issue = await world.issue()
  await world.comment('ada', 'Hello', issue)
  const { payload, guid } = lastWebhook(world, 'issue_comment')
  payload.comment.body = '/agent implement'
  return { world, issue, payload, guid, text: JSON.stringify(payload) }
})
export type Ready = Awaited<ReturnType<typeof ready>>

/** @throws when anything came of a delivery that had to be refused. */
export function nothing({ world, issue }: Ready): void {
  must(world.dispatched() === 0, 'a run was started')
  must(world.replies(issue).length === 0 && world.writes().length === 0, `written: ${world.writes().join()}`)
}

export function door(
  name: string,
  forged: (there: Ready) => Partial<Webhook>,
  expected: number,
  by: Layer = 'app: webhook door',
): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await ready(stage)
      const answer = await there.world.deliver({
        event: 'issue_comment',
        payload: there.text,
        ...forged(there),
      })
      await there.world.settled()
      must(answer.status === expected, `answered ${answer.status}: ${answer.body}`)
      nothing(there)
      return stopped(by, { tried: 'the request was answered', evidence: `${answer.status}: ${answer.body}` })
    },
  }
}
