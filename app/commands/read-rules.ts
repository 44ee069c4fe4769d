import { effectiveHarness } from '../../core/harness/narrow/effective-harness.ts'
import type { Source } from '../../core/harness/narrow/origin.ts'
import { readHarness } from '../../core/harness/read-harness.ts'
import type { Situation } from '../../core/run/decision.ts'

/** `refused`: why it cannot be extended and what to do, the rest of a sentence. */
export type Parent =
  /** `hidden`: its own words must not be shown to those who read the repository that extends it. */
  { kind: 'ok'; name: string; text: string; hidden: boolean } | { kind: 'refused'; message: string }

/** `parents`: of each entry of its `extends`, in their order; null: nobody knows yet which there are. */
export type RulesText = { path: string; text: string; parents: Parent[] | null }

export type RulesRead = Situation['harness'] | { kind: 'extends'; entries: string[] }

/** Text of an agent.yml → what holds with it: narrowed by its own parents, not yet by labels, role and operator. */
export async function readRules({ path, text, parents }: RulesText): Promise<RulesRead> {
  const parsed = await readHarness(text, path)
  if (parsed.kind === 'broken') return { kind: 'broken', path, problems: parsed.problems }
  const { harness, places } = parsed
  if (parents === null && harness.extends.length > 0) return { kind: 'extends', entries: harness.extends }
  const found = await Promise.all((parents ?? []).map(toSource))
  const problems = found.flatMap((parent, index) => {
    if (parent.kind === 'ok') return []
    const place = places(['extends', index]) ?? { line: 1, column: 1 }
    return [{ ...place, path: `extends[${index}]`, message: parent.message }]
  })
  if (problems.length > 0) return { kind: 'broken', path, problems }
  const effective = effectiveHarness({
    parents: found.flatMap((parent) => (parent.kind === 'ok' ? [parent.source] : [])),
    file: { from: 'file', name: path, harness, places },
  })
  return effective.kind === 'ok' ? { ...effective, origin: { from: 'file', path } } : { ...effective, path }
}

async function toSource(
  parent: Parent,
): Promise<{ kind: 'ok'; source: Source } | { kind: 'refused'; message: string }> {
  if (parent.kind === 'refused') return parent
  const { name, text, hidden } = parent
  const parsed = await readHarness(text, name)
  if (parsed.kind === 'ok')
    return { kind: 'ok', source: { from: 'extends', name, harness: parsed.harness, places: parsed.places } }
  const [first] = parsed.problems
  const place = first ? `${name}:${first.line}:${first.column}` : name
  const more = parsed.problems.length > 1 ? `, and ${parsed.problems.length - 1} more` : ''
  const what = hidden ? 'a mistake stands here' : (first?.message ?? 'it is broken')
  return { kind: 'refused', message: `${place}: ${what}${more}; mend it there and pin the commit that does` }
}
