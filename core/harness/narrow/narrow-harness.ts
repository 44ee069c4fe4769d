import type { Harness, HarnessProblem } from '../harness.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { narrowCaps } from './narrow-caps.ts'
import { narrowChecks } from './narrow-checks.ts'
import { narrowLayers } from './narrow-layers.ts'
import { narrowLabels, narrowScope } from './narrow-parts.ts'
import { narrowRoles } from './narrow-roles.ts'
import { narrowInvariants, narrowWaivers } from './narrow-rules.ts'
import { joinContext, narrowReview, narrowTasks, narrowTriggers } from './narrow-settings.ts'
import type { Effective, Source } from './origin.ts'
import type { Step } from './step.ts'

/**
 * What holds once `source` narrows what stands above it. What a file does not write it takes from above; what it writes
 * may ask for more and allow less, never the other way round. Each way in which it widens is a problem at its own line
 * that names the line above; where there is one, what stands above is kept.
 */
export function narrowHarness(
  above: Effective,
  source: Source,
): { effective: Effective; problems: HarnessProblem[] } {
  const { ledger, origins, problems } = openLedger(above.origins, source)
  const step: Step = { above: above.harness, child: source.harness, ledger }
  refuseNested(ledger, source)
  const scope = narrowScope(step)
  const harness: Harness = {
    version: 1,
    extends: keepExtends(step),
    context: joinContext(step),
    scope,
    tasks: { ...narrowTasks(step), labels: narrowLabels(step, scope) },
    layers: narrowLayers(step),
    invariants: narrowInvariants(step),
    waivers: narrowWaivers(step),
    setup: ledger.pick(['setup'], { above: above.harness.setup, child: source.harness.setup }),
    checks: narrowChecks(step),
    ...narrowCaps(step),
    review: narrowReview(step),
    triggers: narrowTriggers(step),
    agents: narrowRoles(step, scope),
    models: {
      strong: ledger.pick(['models', 'strong'], {
        above: above.harness.models.strong,
        child: source.harness.models.strong,
      }),
      other: ledger.pick(['models', 'other'], {
        above: above.harness.models.other,
        child: source.harness.models.other,
      }),
    },
  }
  return { effective: { harness, origins }, problems }
}

/** One list names all that counts, in the repository it counts for: nothing is fetched that it does not name. */
function refuseNested(ledger: Ledger, { from, harness }: Source): void {
  if (from === 'extends' && harness.extends.length > 0)
    ledger.refuse(
      ['extends'],
      'a file that others extend cannot extend files itself; name those in `extends` of the repository, before this one',
    )
}

function keepExtends({ above, child, ledger }: Step): string[] {
  const { own } = ledger.entries(['extends'], { above: above.extends, child: child.extends })
  return ledger.keep(['extends'], own)
}
