import { effectiveHarness } from '../../core/harness/narrow/effective-harness.ts'
import { renderEffective } from '../../core/harness/narrow/render-effective.ts'
import { HARNESS_PATH, type ReadRules } from '../read-rules.ts'
import { Refused } from '../refused.ts'

/** Every value that holds, as YAML, with where it comes from behind it. What `extends` names is said, not read. */
export function explainConfig({ harness, places }: ReadRules): string {
  const own = { from: 'file' as const, name: HARNESS_PATH, harness, places }
  const effective = effectiveHarness({ parents: [], file: own })
  if (effective.kind === 'broken')
    throw new Refused(effective.problems.map(({ message }) => message).join('\n'))
  const unread = harness.extends.map(
    (parent) => `# ${parent} narrows this further; the command line reads no other repository.\n`,
  )
  return `${unread.join('')}${renderEffective(effective)}`
}
