import { quote } from '../../rules/quote.ts'
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
  for (const [index, { value }] of waivers.own.entries()) {
    const rule = ruleAbove(value.rule, above, ledger)
    if (rule)
      ledger.refuse(
        ['waivers', index, 'rule'],
        `${quote(value.rule)} is a rule of ${placeName(rule)}, and only that file can waive it; mend what it finds, or ask for a waiver there`,
      )
  }
  return ledger.keep(['waivers'], [...waivers.above, ...waivers.own])
}

/** Where the rule that `rule` names stands above; null when it stands in the file itself. */
function ruleAbove(rule: string, above: Harness, ledger: Ledger): Origin | null {
  if (above.invariants.some(({ id }) => id === rule)) return ledger.above(['invariants', rule])
  if (rule === 'scope') return firstOf(ledger, above.scope, (key) => ['scope', key, 0])
  const layers = above.layers
  if (layers === null) return null
  const [part, ...rest] = rule.split('/')
  const name = rest.join('/')
  const order = layers.order.find((layer) => part === 'layers' && (rest.length === 0 || layer.name === name))
  if (order) return ledger.above(['layers', 'order', order.name])
  const denied = part === 'layers' && (rest.length === 0 || name === 'deny') && layers.deny.length > 0
  if (denied) return ledger.above(['layers', 'deny', 0])
  const cycles = rule === 'cycles' || rule === 'layers'
  return cycles && layers.cycles === 'deny' ? ledger.above(['layers', 'cycles']) : null
}

function firstOf(
  ledger: Ledger,
  lists: Record<string, readonly string[]>,
  path: (key: string) => PropertyKey[],
): Origin | null {
  const key = Object.keys(lists).find((one) => lists[one]!.length > 0)
  return key === undefined ? null : ledger.above(path(key))
}
