import type { IncomingMessage } from 'node:http'
import { unpacked } from './unpacked.ts'

/** Bytes of an answer that is no stream; what says why is at its beginning. */
const MOST = 64 * 1024

/** The beginning of an answer as text, however much comes, and whatever it was packed in. */
export async function readWords(answer: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    // Leaving the loop gives up the rest, and its connection.
    for await (const piece of unpacked(answer)) {
      const part = piece.subarray(0, MOST - bytes)
      text += decoder.decode(part, { stream: true })
      bytes += part.length
      if (bytes >= MOST) return text
    }
    return text + decoder.decode()
  } catch {
    return text // It broke off: what came is all there is.
  }
}
