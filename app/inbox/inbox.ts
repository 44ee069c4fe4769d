/** One webhook delivery as it came in, its signature checked. */
export type Delivery = {
  /** GitHub's id of the delivery; the same on every redelivery. */
  guid: string
  /** "issue_comment" */
  event: string
  /** "created", or null for events without one. */
  action: string | null
  payload: unknown
  /** Milliseconds since 1970. */
  receivedAt?: number
  /** Its work was begun before, and broke off. */
  again?: boolean
  /** The `traceparent` of its webhook, when traces are kept. */
  trace?: string
}

/**
 * Between the webhook's answer and the work: a delivery is stored with its job, GitHub gets its answer, the work comes
 * after. A delivery is worked on once, however often it is delivered. Deliveries about one subject keep their order;
 * different subjects are worked on side by side.
 */
export interface Inbox {
  /** Resolves as soon as the delivery is stored. Rejects with {@link InboxFull}; GitHub then keeps it for redelivery. */
  receive(delivery: Delivery): Promise<'new' | 'seen'>
  /** Begins with what waits. */
  start(): void
  /** Resolves when nothing is waiting and nothing is under way. */
  settled(): Promise<void>
  /** How many deliveries wait, later tries among them, and how many are worked on, by all processes. */
  waiting(): Promise<number>
  active(): Promise<number>
  /** How many may wait: none once it is closed. */
  room(): number
  /** Has deliveries that were given up worked on again: this one, or all (null). @returns how many. */
  redrive(guid: string | null): Promise<number>
  /** Takes nothing new, and resolves when what was begun is done or handed back. */
  close(): Promise<void>
}

export class InboxFull extends Error {
  /** What the webhook answers with. */
  readonly status = 503

  constructor() {
    super('Too much is waiting already. Redeliver this later from the App’s settings page.')
    this.name = 'InboxFull'
  }
}
