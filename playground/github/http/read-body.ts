import type { z } from 'zod'
import { Refusal, unprocessable } from './refusal.ts'

/** A request's JSON. @throws Refusal 400 for text that is no JSON object; 422, in GitHub's words, for wrong types. */
export function readBody<T>(text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(toObject(text))
  if (parsed.success) return parsed.data
  throw unprocessable(`Invalid request.\n\n${describe(parsed.error)}`)
}

function toObject(text: string): unknown {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'Body should be a JSON object')
  return value
}

function describe(error: z.ZodError): string {
  const missing = error.issues.filter(
    (issue) => issue.code === 'invalid_type' && /received undefined/.test(issue.message),
  )
  const others = error.issues.filter((issue) => !missing.includes(issue))
  const lines = others.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? 'items' : `properties/${String(part)}`))
    return issue.code === 'custom' ? issue.message : `For '${path.join('/')}', ${issue.message}.`
  })
  if (missing.length > 0) {
    const names = missing.map((issue) => `"${issue.path.join('.')}"`).join(', ')
    lines.push(`${names} ${missing.length === 1 ? "wasn't" : "weren't"} supplied.`)
  }
  return lines.join('\n')
}
