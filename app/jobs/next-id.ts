import { randomBytes } from 'node:crypto'

let last = 0

/**
 * A UUID of version 7 that is larger than every one before it in this process: pg-boss breaks ties of its clock by the id,
 * and the clock of the embedded database is coarse. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function nextId(now: number = Date.now()): string {
  // Milliseconds, and behind them 12 bits that count within one of them.
  last = Math.max(now * 4_096, last + 1)
  const time = Math.floor(last / 4_096)
    .toString(16)
    .padStart(12, '0')
  const count = (last % 4_096).toString(16).padStart(3, '0')
  const random = randomBytes(8)
  random.writeUInt8(0x80 | (random.readUInt8(0) & 0x3f), 0)
  const rest = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${rest.slice(0, 4)}-${rest.slice(4)}`
}
