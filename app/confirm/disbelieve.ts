import type { Delivery } from '../inbox/inbox.ts'
import type { Reins } from '../reins.ts'

/** A signed delivery of something that does not stand at GitHub: nothing comes of it, no word either. */
export function disbelieve(reins: Reins, delivery: Delivery, why: string): void {
  const { event, action } = delivery
  reins.log.warn({ event, action, why }, 'says what GitHub does not know')
  reins.ignore(delivery, 'says what GitHub does not know')
}
