import type { Clean } from './clean.ts'
import { plainText } from './plain-text.ts'
import { source } from './source.ts'

/** What a command, a tool or a service wrote: no terminal escapes, line breaks of one kind, nothing invisible. */
export function output(text: string): Clean {
  return source(plainText(text))
}
