import type { Harness, Invariant } from '../../core/harness/harness.ts'
import type { Row } from './row.ts'

/** Everything about one rule, by its id; null when there is none of that name. */
export function explainRule(
  id: string,
  harness: Harness,
  placeOf: (path: PropertyKey[]) => string | null,
): Row[] | null {
  const index = harness.invariants.findIndex((rule) => rule.id === id)
  const rule = harness.invariants[index]
  if (rule === undefined) return null
  const row = (name: string, text: string | undefined): Row[] =>
    text === undefined || text === '' ? [] : [{ name, text, place: null }]
  return [
    { name: 'rule', text: `${id} (${LEVELS[rule.level]})`, place: placeOf(['invariants', index]) },
    ...row('where', rule.paths.length === 0 ? 'in every file' : rule.paths.join(', ')),
    ...row('looks for', whatItSees(rule)),
    ...row('why', rule.why),
    ...row('fix', rule.fix),
    ...rule.examples.bad.flatMap((text) => row('bad', text)),
    ...rule.examples.good.flatMap((text) => row('good', text)),
    ...rule.source.flatMap((text) => row('source', text)),
    ...harness.waivers.flatMap(({ rule: waived, paths, until, why }, at): Row[] =>
      waived === id
        ? [
            {
              name: 'waiver',
              text: `not in ${paths.join(', ')} until ${until}: ${why}`,
              place: placeOf(['waivers', at]),
            },
          ]
        : [],
    ),
  ]
}

const LEVELS = {
  error: 'error: it blocks',
  warn: 'warning: it is shown and does not block',
  info: 'info: only an agent is told',
} as const

function whatItSees(rule: Invariant): string {
  switch (rule.engine) {
    case 'regex':
      return `text that matches ${rule.regex}${rule.flags === '' ? '' : ` (flags ${rule.flags})`}`
    case 'ast':
      return `${rule.ast.language} that matches ${JSON.stringify(rule.ast.rule)}`
    case 'pair':
      return `a change of ${rule.pair.when.join(', ')} without one of ${rule.pair.also.join(', ')}`
    case 'run':
      return `what \`${rule.run}\` finds, in a runner`
    case 'ask':
      return `what a model sees that is not so: ${rule.ask}`
  }
}
