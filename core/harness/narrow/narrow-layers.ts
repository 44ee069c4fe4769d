import { quote } from '../../rules/quote.ts'
import type { Harness } from '../harness.ts'
import { placeName } from './origin.ts'
import type { Step } from './step.ts'

const NO_LAYERS: NonNullable<Harness['layers']> = {
  order: [],
  shared: [],
  cycles: 'allow',
  deny: [],
  baseline: true,
}

/** An order from above stays as it is; what is denied is only added to. */
export function narrowLayers({ above, child, ledger }: Step): Harness['layers'] {
  const [outer, inner] = [above.layers ?? NO_LAYERS, child.layers ?? NO_LAYERS]
  const byName = ({ name }: { name: string }) => name
  const order = ledger.entries(['layers', 'order'], { above: outer.order, child: inner.order }, byName)
  const [first] = order.above
  if (first && order.own.length > 0)
    ledger.refuse(
      ['layers', 'order'],
      `an order stands at ${placeName(first.origin)} already; leave yours out, and write \`deny\` for what it does not forbid`,
    )
  const shared = ledger.entries(['layers', 'shared'], { above: outer.shared, child: inner.shared })
  const more = shared.own.find(({ value }) => !outer.shared.includes(value))
  const ordered = first ?? shared.above[0]
  if (ordered && more)
    ledger.refuse(
      ['layers', 'shared', shared.own.indexOf(more)],
      `${quote(more.value)} could be imported by every layer of ${placeName(ordered.origin)}; leave it out`,
    )
  const deny = ledger.entries(['layers', 'deny'], { above: outer.deny, child: inner.deny })
  const layers = {
    order: ledger.keep(['layers', 'order'], first ? order.above : order.own, byName),
    shared: ledger.keep(['layers', 'shared'], ordered ? shared.above : shared.own),
    cycles: ledger.pick(['layers', 'cycles'], {
      above: outer.cycles,
      child: inner.cycles,
      problem: (place) =>
        outer.cycles === 'deny' && inner.cycles === 'allow'
          ? `allow permits what the deny of ${place} does not; write deny or leave it out`
          : null,
    }),
    deny: ledger.keep(['layers', 'deny'], [...deny.above, ...deny.own]),
    baseline: ledger.pick(['layers', 'baseline'], {
      above: outer.baseline,
      child: inner.baseline,
      problem: (place) =>
        inner.baseline && !outer.baseline
          ? `true lets pass what the false of ${place} does not; write false or leave it out`
          : null,
    }),
  }
  return above.layers === null && child.layers === null ? null : layers
}
