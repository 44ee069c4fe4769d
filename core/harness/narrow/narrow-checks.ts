import { quote } from '../../rules/quote.ts'
import type { Check, Harness } from '../harness.ts'
import { formatDuration } from '../schema/duration.ts'
import { outside } from './glob-lists.ts'
import { placeName } from './origin.ts'
import type { Step } from './step.ts'

/** Checks from above stay; one of the same name may only be made stricter. */
export function narrowChecks({ above, child, ledger }: Step): Harness['checks'] {
  const byName = ({ name }: Check) => name
  const lists = ledger.entries(['checks'], { above: above.checks, child: child.checks }, byName)
  const own = new Map(lists.own.map((entry) => [entry.value.name, entry]))
  const kept = lists.above.map((before) => {
    const again = own.get(before.value.name)
    if (again === undefined) return before
    own.delete(before.value.name)
    const laxer = laxerThan(again.value, before.value)
    if (laxer === null) return again
    ledger.refuse(
      ['checks', child.checks.indexOf(again.value), laxer.key],
      `${quote(before.value.name)} is a check of ${placeName(before.origin)} already, and ${laxer.why}; ${laxer.how}, give yours another name, or leave it out`,
    )
    return before
  })
  return ledger.keep(['checks'], [...kept, ...own.values()], byName)
}

/** In what a check of the same name asks for less. */
function laxerThan(child: Check, above: Check): { key: keyof Check; why: string; how: string } | null {
  if (child.run !== above.run)
    return { key: 'run', why: 'this is another command', how: `write ${quote(above.run)}` }
  if (child.parse !== above.parse)
    return { key: 'parse', why: 'this reads its output in another way', how: `write ${quote(above.parse)}` }
  if (above.required && !child.required)
    return { key: 'required', why: 'there it is required', how: 'write true' }
  if (child.retry > above.retry)
    return {
      key: 'retry',
      why: `${child.retry} is more than its ${above.retry}`,
      how: `write ${above.retry} or less`,
    }
  if (child.timeout > above.timeout) {
    const most = formatDuration(above.timeout)
    return {
      key: 'timeout',
      why: `${formatDuration(child.timeout)} is more than its ${most}`,
      how: `write ${most} or less`,
    }
  }
  if (child.paths.length > 0 && (above.paths.length === 0 || outside(above.paths, child.paths) !== null))
    return { key: 'paths', why: 'it would run for fewer paths', how: 'write no `paths`' }
  return null
}
