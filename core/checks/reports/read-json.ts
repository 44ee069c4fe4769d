import type { z } from 'zod'
import { embeddedJson } from './embedded-json.ts'

export type Read<T> = { kind: 'json'; value: T } | { kind: 'broken'; why: string }

/** The JSON document in an output when it has the given shape. `what`: whose shape that is, for the sentence that refuses. */
export function readJson<T>(text: string, { schema, what }: { schema: z.ZodType<T>; what: string }): Read<T> {
  const json = embeddedJson(text)
  if (json.kind === 'broken') return json
  const parsed = schema.safeParse(json.value)
  return parsed.success
    ? { kind: 'json', value: parsed.data }
    : { kind: 'broken', why: whyNot(parsed.error, what) }
}

export function whyNot(error: z.ZodError, what: string): string {
  const { message, path } = error.issues[0]!
  const where = path.length === 0 ? '' : ` at ${path.map(String).join('.').slice(0, 200)}`
  return `it is not ${what}: ${message}${where}`
}
