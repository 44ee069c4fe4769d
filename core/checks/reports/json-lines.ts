import type { z } from 'zod'
import type { Parsed } from '../format.ts'
import { whyNot } from './read-json.ts'

const LONGEST_LINE = 4 * 1024 * 1024

/** Every line of an output that is a JSON object of the given shape; a line that is none belongs to somebody else. */
export function jsonLines<T>(text: string, schema: z.ZodType<T>): T[] {
  const found: T[] = []
  for (const line of text.split('\n')) {
    const value = parseLine(line)
    if (value === undefined) continue
    const parsed = schema.safeParse(value)
    if (parsed.success) found.push(parsed.data)
  }
  return found
}

/** Why no line was one: for a format that was asked for by name. */
export function noLines(text: string, { schema, what }: { schema: z.ZodType; what: string }): Parsed {
  for (const line of text.split('\n')) {
    const value = parseLine(line)
    if (value === undefined) continue
    const parsed = schema.safeParse(value)
    if (!parsed.success) return { kind: 'broken', why: whyNot(parsed.error, what) }
  }
  return { kind: 'broken', why: `no line of it is a JSON object of ${what}` }
}

function parseLine(line: string): unknown {
  if (!/^\s{0,20}\{/.test(line) || line.length > LONGEST_LINE) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return value
  } catch {
    return undefined // Not JSON: a line of the log that begins with a brace.
  }
}
