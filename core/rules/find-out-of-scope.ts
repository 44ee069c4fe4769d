import type { Harness } from '../harness/harness.ts'
import type { Finding } from './finding.ts'
import { fingerprint } from './fingerprint.ts'
import { judgePath } from './scope.ts'

/** Changed paths that an agent may not touch. People may: their changes are not asked for this. */
export function findOutOfScope(changed: readonly string[], scope: Harness['scope']): Finding[] {
  return changed.flatMap((path) => {
    const { verdict, why } = judgePath(path, scope)
    if (verdict === 'write' || verdict === 'protect') return []
    const finding: Finding = {
      rule: 'scope',
      level: 'error',
      path,
      range: null,
      message: `An agent may not change this path. ${why}`,
      fingerprint: fingerprint({ rule: 'scope', path, line: verdict, nth: 0 }),
      preexisting: false,
    }
    return [finding]
  })
}
