import type { Request } from '../../core/command/request.ts'

export type Confirmed =
  | {
      kind: 'confirmed'
      /** As GitHub tells it, not as it was delivered. */
      request: Request
      /** Head of the default branch; null: there is no commit yet. */
      head: string | null
      /** Names what was said or done; the same however often it is delivered. */
      once: string
    }
  /** GitHub shows nothing of the kind: a forgery, or it is gone. */
  | { kind: 'unknown'; why: string }
  | { kind: 'ignore'; reason: string }

export function unknown(why: string): { kind: 'unknown'; why: string } {
  return { kind: 'unknown', why }
}
