import { effectiveHarness } from '../../../../core/harness/narrow/effective-harness.ts'
import type { Effective, Source } from '../../../../core/harness/narrow/origin.ts'
import { parseHarness } from '../../../../core/harness/parse-harness.ts'
import type { Limits } from '../../../../core/run/limits.ts'

export const FILE = '.github/agent.yml'
export const PARENT = 'acme/.github//agent-base.yml@1a2b3c4'
/** As `extends` names PARENT. */
export const PINNED = `acme/.github//agent-base.yml@1a2b3c4${'0'.repeat(33)}`

/** A file that must be right by itself. */
export function source(text: string, name = FILE): Source {
  const parsed = parseHarness(text, name)
  if (parsed.kind === 'broken') throw new Error(JSON.stringify(parsed.problems, null, 2))
  const { harness, places } = parsed
  return { from: name === FILE ? 'file' : 'extends', name, harness, places }
}

/** `version: 1` is added to each; a file of the repository extends PARENT when there is one. */
export function narrow(child: string, parent: string | null = null, operator: Limits | null = null) {
  const parents = parent === null ? [] : [source(`version: 1\n${parent}`, PARENT)]
  const named = parent === null ? '' : `extends: [${PINNED}]\n`
  return effectiveHarness({ parents, file: source(`version: 1\n${named}${child}`), operator })
}

/** What holds; the files must fit. */
export function effectiveOf(child: string, parent: string | null = null): Effective {
  const found = narrow(child, parent)
  if (found.kind === 'broken') throw new Error(JSON.stringify(found.problems, null, 2))
  return found
}

/** The problems as people read them: "3:1 limits.cost: …". */
export function widenings(child: string, parent: string | null = null): string[] {
  const found = narrow(child, parent)
  if (found.kind === 'ok') throw new Error('Nothing was found to widen.')
  return found.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`)
}
