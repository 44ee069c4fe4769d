import { pullNumbers } from '../git/pull-numbers.ts'
import { fullPullView, type Pull } from '../views/pull-request.ts'
import type { Actor } from '../world/app.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { sendWebhook } from './send-webhook.ts'

/** `pull_request` with this action. */
export function sendPull(
  world: World,
  repository: Repository,
  given: { issue: Pull; action: string; actor: Actor; more?: Record<string, unknown> },
): void {
  const { issue, action, actor, more } = given
  const payload = async () => {
    const numbers = await pullNumbers(repository, issue.pull)
    return {
      number: issue.number,
      ...more,
      pull_request: fullPullView(world, repository, { issue, numbers }),
    }
  }
  sendWebhook(world, { event: 'pull_request', action, repository, actor, payload })
}
