import type { Ask } from './account.ts'
import type { Urgency } from './limits.ts'
import { type Call, isGraphql, reads } from './reads.ts'

/**
 * Writes that no person reads: tokens, deliveries sent again, git objects, check runs, workflows. GitHub does not say
 * which requests it counts as content; every other write, known or not, is taken for one.
 */
const NO_CONTENT = /\/access_tokens$|\/hook\/deliveries\/|\/git\/|\/check-(?:runs|suites)\b|\/actions\//

/** What a call takes of the limits. */
export function toAsk(call: Call, urgency: Urgency): Ask {
  const writes = !reads(call)
  return {
    urgency,
    resource: isGraphql(call) ? 'graphql' : 'core',
    points: writes ? 5 : 1,
    content: writes && call.method !== 'DELETE' && !NO_CONTENT.test(call.url),
  }
}
