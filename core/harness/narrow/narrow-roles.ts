import type { Harness } from '../harness.ts'
import { APPROVE } from '../parts/agents.ts'
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
  const planner = outer.planner === null && inner.planner === null ? null : { model: model('planner') }
  return {
    implementer: { model: model('implementer'), scope: narrowPart(ledger, within, scopes) },
    planner: planner && { ...planner, approve: narrowApprove({ above, child, ledger }) },
    reviewer: outer.reviewer === null && inner.reviewer === null ? null : { model: model('reviewer') },
  }
}

/** Which plans wait only gets stricter. Who writes a planner has written what it says by default. */
function narrowApprove({ above, child, ledger }: Step): Planner['approve'] {
  const path = ['agents', 'planner', 'approve']
  const [outer, inner] = [above.agents.planner?.approve, child.agents.planner?.approve]
  const written = ledger.written(['agents', 'planner'])
  const approve = ledger.pick(path, {
    above: outer ?? inner ?? 'always',
    child: inner ?? outer ?? 'always',
    problem: (place) =>
      outer === undefined || inner === undefined || rank(inner) <= rank(outer)
        ? null
        : `${inner} lets plans go on that the ${outer} of ${place} keeps waiting; write ${outer}${outer === 'always' ? '' : ' or always'}, or leave it out`,
  })
  if (written !== null && ledger.noted(path)?.from === 'default') ledger.note(path, written)
  return approve
}

type Planner = NonNullable<Harness['agents']['planner']>

function rank(approve: Planner['approve']): number {
  return APPROVE.indexOf(approve)
}
