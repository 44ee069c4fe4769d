import type { PlaygroundEvent } from './event.ts'
import type { SeenRequest } from './seen-request.ts'

/** What happened and was asked, and what is answered otherwise. */
export type Traffic = {
  events: () => PlaygroundEvent[]
  onEvent: (listener: (event: PlaygroundEvent) => void) => () => void
  requests: () => SeenRequest[]
  /**
   * Answers the next `times` (default 1) requests that match (path as in SeenRequest, text of the body if named) with
   * this instead of the real answer.
   */
  fail: (
    match: { method: string; path: RegExp; body?: RegExp },
    answer: { status: number; body?: unknown; headers?: Record<string, string> } | 'reset',
    times?: number,
  ) => void
}
