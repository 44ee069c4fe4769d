import type { Harness } from '../../../core/harness/harness.ts'
import { parseHarness } from '../../../core/harness/parse-harness.ts'

/** The harness of a file that must be right. */
export function harnessOf(text: string): Harness {
  const parsed = parseHarness(text, '.github/agent.yml')
  if (parsed.kind === 'broken') throw new Error(JSON.stringify(parsed.problems, null, 2))
  return parsed.harness
}

/** The problems of a file that must be wrong, as people read them. */
export function problemsOf(text: string): string[] {
  const parsed = parseHarness(text, '.github/agent.yml')
  if (parsed.kind === 'ok') throw new Error(`Nothing was found wrong with:\n${text}`)
  return parsed.problems.map(
    ({ line, column, path, message }) => `${line}:${column}${path && ` ${path}`}: ${message}`,
  )
}
