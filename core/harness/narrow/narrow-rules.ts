import { quote } from '../../rules/quote.ts'
import { ruleIds } from '../../rules/rule-ids.ts'
import type { Harness } from '../harness.ts'
import type { Ledger } from './ledger.ts'
import { type Origin, placeName } from './origin.ts'
import type { Step } from './step.ts'

/** Rules from above stay as they are. */
export function narrowInvariants({ above, child, ledger }: Step): Harness['invariants'] {
  const byId = ({ id }: Harness['invariants'][number]) => id
  const rules = ledger.entries(['invariants'], { above: above.invariants, child: child.invariants }, byId)
  const fresh = rules.own.filter(({ value }, index) => {
    const known = rules.above.find((rule) => rule.value.id === value.id)
    if (known)
      ledger.refuse(
        ['invariants', index, 'id'],
        `${quote(value.id)} is a rule of ${placeName(known.origin)} already; give yours another id, or leave it out`,
      )
    return !known
  })
  return ledger.keep(['invariants'], [...rules.above, ...fresh], byId)
}

/** Only the file that has a rule can waive it. */
export function narrowWaivers({ above, child, ledger }: Step): Harness['waivers'] {
  const waivers = ledger.entries(['waivers'], { above: above.waivers, child: child.waivers })
  const own = ruleIds(child)
  for (const [index, { value }] of waivers.own.entries()) {
    const path = ['waivers', index, 'rule']
    const rule = ruleAbove(value.rule, above, ledger)
    if (rule)
      ledger.refuse(
        path,
        `${quote(value.rule)} is a rule of ${placeName(rule)}, and only that file can waive it; mend what it finds, or ask for a waiver there`,
      )
    else if (!own.includes(value.rule))
      ledger.refuse(path, `there is no rule ${quote(value.rule)}; remove the waiver`)
  }
  return ledger.keep(['waivers'], [...waivers.above, ...waivers.own])
}

/** Where the rule that `rule` names stands above; null when it stands in the file itself, or nowhere. */
function ruleAbove(rule: string, { invariants, layers }: Harness, ledger: Ledger): Origin | null {
  if (invariants.some(({ id }) => id === rule)) return ledger.above(['invariants', rule])
  if (layers === null) return null
  if (rule === 'cycles') return layers.cycles === 'deny' ? ledger.above(['layers', 'cycles']) : null
  const [first] = layers.order
  const order = first ? ledger.above(['layers', 'order', first.name]) : null
  const deny = layers.deny.length > 0 ? ledger.above(['layers', 'deny', 0]) : null
  switch (rule) {
    case 'layers':
    case 'layers/unresolved':
      return order ?? deny
    case 'layers/shared':
      return order
    case 'layers/deny':
      return deny
  }
  const layer = layers.order.find(({ name }) => rule === `layers/${name}`)
  return layer ? ledger.above(['layers', 'order', layer.name]) : null
}
