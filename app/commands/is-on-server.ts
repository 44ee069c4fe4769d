import type { Request } from '../../core/command/request.ts'
import type { Reins } from '../reins.ts'

/**
 * Our answers link what asked. Whoever stole the webhook's secret may say that it stands on a server of his own: such a
 * delivery is not GitHub's.
 */
export function isOnServer({ config }: Reins, { comment }: Request): boolean {
  return comment.url.startsWith(`${config.github.serverUrl}/`)
}
