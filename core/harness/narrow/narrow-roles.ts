import type { Harness } from '../harness.ts'
import { narrowPart } from './narrow-parts.ts'
import type { Step } from './step.ts'

/** Roles: a file adds those that are missing above, and takes none away. Which model works is each file's own. */
export function narrowRoles({ above, child, ledger }: Step, scope: Harness['scope']): Harness['agents'] {
  const [outer, inner] = [above.agents, child.agents]
  const model = (role: keyof Harness['agents']) => {
    const [before, own] = [outer[role]?.model, inner[role]?.model]
    const path = ['agents', role, 'model']
    return ledger.pick(path, { above: before ?? own ?? 'strong', child: own ?? before ?? 'strong' })
  }
  const within = ['agents', 'implementer', 'scope']
  const scopes = { above: outer.implementer.scope, child: inner.implementer.scope, scope }
  return {
    implementer: { model: model('implementer'), scope: narrowPart(ledger, within, scopes) },
    reviewer: outer.reviewer === null && inner.reviewer === null ? null : { model: model('reviewer') },
  }
}
