import type { z } from 'zod'
import type { Parsed } from '../format.ts'
import { whyNot } from './read-json.ts'

const LONGEST_LINE = 4 * 1024 * 1024
/** Objects of another shape, which cost more than those of the right one: a log has fewer before its report begins. */
const MOST_OTHERS = 100_000

/** Every line of an output that is a JSON object of the given shape; a line that is none belongs to somebody else. */
export function jsonLines<T>(text: string, schema: z.ZodType<T>): T[] {
  const found: T[] = []
  let others = 0
  for (const line of text.split('\n')) {
    const value = parseLine(line)
    if (value === undefined) continue
    const parsed = schema.safeParse(value)
    if (parsed.success) found.push(parsed.data)
    else if (++others === MOST_OTHERS) break
  }
  return found
}

/** Why no line was one: for a format that was asked for by name. */
export function noLines(text: string, { schema, what }: { schema: z.ZodType; what: string }): Parsed {
  for (const line of text.split('\n')) {
    const value = parseLine(line)
    const parsed = value === undefined ? null : schema.safeParse(value)
    if (parsed?.success === false) return { kind: 'broken', why: whyNot(parsed.error, what) }
  }
  return { kind: 'broken', why: `no line of it is a JSON object of ${what}` }
}

function parseLine(line: string): unknown {
  if (!/^\s{0,20}\{/.test(line) || line.length > LONGEST_LINE || !line.trimEnd().endsWith('}'))
    return undefined
  try {
    const value: unknown = JSON.parse(line)
    return value
  } catch {
    return undefined // Not JSON: a line of the log that begins with a brace.
  }
}
