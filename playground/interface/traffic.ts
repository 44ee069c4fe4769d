import type { PlaygroundEvent } from './event.ts'
import type { SeenRequest } from './seen-request.ts'

/** What happened and was asked, and what is answered otherwise. */
export type Traffic = {
  events: () => PlaygroundEvent[]
  onEvent: (listener: (event: PlaygroundEvent) => void) => () => void
  requests: () => SeenRequest[]
  /**
   * Answers the next `times` (default 1) requests that match (path as in SeenRequest, text of the body if named) with
   * this instead of the real answer. The method may be `*`.
   */
  fail: (
    match: { method: string; path: RegExp; body?: RegExp },
    answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset',
    times?: number,
  ) => void
  /**
   * Does what the next request that matches asks for, and answers 502 or cuts the connection: the caller does not hear
   * that it was done. `away`: cuts every other connection too from then on, until it is healed. `after`: requests that
   * match are let through before it.
   */
  lose: (
    match: { method: string; path: RegExp; body?: RegExp },
    answer: 502 | 'reset' | 'away',
    after?: number,
  ) => void
  /** Takes back every answer that was planned and not given. */
  heal: () => void
}
