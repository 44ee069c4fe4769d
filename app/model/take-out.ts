/** A shorter one is no secret, and stands in innocent words: "none", "ollama". */
export const LEAST_SECRET = 8

const INSTEAD = Buffer.from('***')
const NOTHING = Buffer.alloc(0)

/** Takes a secret out of bytes as they pass, also one that comes in pieces. Only what may begin one waits for more. */
export function createTakeOut(secret: string): {
  pass: (chunk: Buffer) => Buffer
  /** What waited, when nothing more comes. */
  rest: () => Buffer
} {
  const wanted = Buffer.from(secret)
  let held: Buffer = NOTHING
  if (wanted.length < LEAST_SECRET) return { pass: (chunk) => chunk, rest: () => held }
  return {
    pass(chunk) {
      const cleaned = without(held.length === 0 ? chunk : Buffer.concat([held, chunk]), wanted)
      const waits = beginningAtEnd(cleaned, wanted)
      if (waits === 0) {
        held = NOTHING
        return cleaned
      }
      // A copy: the few bytes would keep the whole piece.
      held = Buffer.from(cleaned.subarray(cleaned.length - waits))
      return cleaned.subarray(0, cleaned.length - waits)
    },
    rest: () => held,
  }
}

function without(bytes: Buffer, wanted: Buffer): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, from)) {
    parts.push(bytes.subarray(from, at), INSTEAD)
    from = at + wanted.length
  }
  return from === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from)])
}

/** How many bytes at the end are a beginning of what is looked for. */
function beginningAtEnd(bytes: Buffer, wanted: Buffer): number {
  for (let at = Math.max(0, bytes.length - wanted.length + 1); at < bytes.length; at++)
    if (bytes[at] === wanted[0] && bytes.compare(wanted, 0, bytes.length - at, at) === 0)
      return bytes.length - at
  return 0
}
