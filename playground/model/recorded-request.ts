/** A request as it arrived: what a test of prefix stability or of `store: false` looks at. Keys are not kept. */
export type RecordedRequest = {
  path: string
  /** When it arrived and when its answer was ready, in milliseconds since the epoch, with fractions. */
  at: number
  answered: number
  /** The body, byte for byte. */
  bytes: Uint8Array
  /** The same parsed; null when it was not JSON. */
  body: unknown
  status: number
  /** Turn of the script that answered, from 0; null when the request was refused or the script is over. */
  turn: number | null
  /** Tokens counted for it; null when nothing was answered. */
  usage: { input: number; cached: number; output: number } | null
}
