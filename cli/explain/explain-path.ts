import type { Harness } from '../../core/harness/harness.ts'
import { matchGlobs, matchGlobsFolded } from '../../core/rules/globs.ts'
import { holdsFor } from '../../core/rules/invariants/holds-for.ts'
import { judgePath } from '../../core/rules/scope.ts'
import { languageOf } from '../../core/syntax/language.ts'
import type { Row } from './row.ts'

type PlaceOf = (path: PropertyKey[]) => string | null

/** Everything the rules say of one path, a row each, with where it is written. */
export function explainPath(path: string, harness: Harness, placeOf: PlaceOf): Row[] {
  const { verdict, why } = judgePath(path, harness.scope)
  const list = {
    hide: 'hide',
    deny: 'deny',
    protect: 'protect',
    write: 'write',
    outside: 'write',
    invalid: null,
  }[verdict]
  const scopePlace =
    list === null ? null : globPlace(path, harness.scope[list as 'hide'], ['scope', list], placeOf)
  return [
    { name: 'scope', text: `${VERDICTS[verdict]} ${why.replace(SAID, '.')}`, place: scopePlace },
    ...layerRows(path, harness, placeOf),
    ...ruleRows(path, harness, placeOf),
    ...waiverRows(path, harness, placeOf),
    ...checkRows(path, harness, placeOf),
    ...humanRows(path, harness, placeOf),
    ...contextRows(path, harness, placeOf),
  ]
}

/** What the verdict says already. */
const SAID = /; the agent does not get to see it\.$/

const VERDICTS = {
  write: 'An agent may change it.',
  protect: 'An agent may change it.',
  deny: 'An agent may not change it.',
  outside: 'An agent may not change it.',
  hide: 'An agent does not get to see it.',
  invalid: 'No file of a repository can be called so.',
} as const

/** The glob that decides is the last that matches. */
function globPlace(
  path: string,
  globs: readonly string[],
  at: PropertyKey[],
  placeOf: PlaceOf,
): string | null {
  const index = globs.findLastIndex((glob) => matchGlobsFolded([glob.replace(/^!/, '')], path))
  return index === -1 ? placeOf(at) : placeOf([...at, index])
}

function layerRows(path: string, { layers }: Harness, placeOf: PlaceOf): Row[] {
  if (layers === null) return []
  const at = layers.order.findIndex(({ paths }) => matchGlobs(paths, path))
  const isShared = matchGlobs(layers.shared, path)
  const below = layers.order.slice(at + 1).map(({ name }) => name)
  const may = ['itself', ...below, ...(layers.shared.length > 0 ? ['what is shared'] : [])].join(', ')
  const own: Row[] =
    at >= 0
      ? [
          {
            name: 'layer',
            text: `${layers.order[at]?.name}, ${at + 1} of ${layers.order.length} from the top: it imports ${may}.`,
            place: placeOf(['layers', 'order', at]),
          },
        ]
      : isShared
        ? [
            {
              name: 'layer',
              text: 'Shared: every layer may import it, and it may import none.',
              place: placeOf(['layers', 'shared']),
            },
          ]
        : layers.order.length > 0 && hasImports(path)
          ? [
              {
                name: 'layer',
                text: 'None: it may import every layer, and every layer may import it.',
                place: placeOf(['layers', 'order']),
              },
            ]
          : []
  const denied = layers.deny.flatMap((edge, index): Row[] =>
    matchGlobs(edge.from, path) && !matchGlobs(edge.except, path)
      ? [
          {
            name: 'layer',
            text: `It may not import ${edge.to.join(', ')}.`,
            place: placeOf(['layers', 'deny', index]),
          },
        ]
      : [],
  )
  return [...own, ...denied]
}

function hasImports(path: string): boolean {
  const language = languageOf(path)
  return language !== null && language !== 'Css' && language !== 'Html'
}

function ruleRows(path: string, { invariants }: Harness, placeOf: PlaceOf): Row[] {
  return invariants.flatMap((rule, index): Row[] => {
    const holds = rule.engine === 'pair' ? matchGlobs(rule.pair.when, path) : holdsFor(rule.paths, path)
    if (!holds) return []
    const words = rule.why ?? rule.fix ?? ''
    return [
      {
        name: 'rule',
        text: `${rule.id} (${rule.level}) ${words}`.trim(),
        place: placeOf(['invariants', index]),
      },
    ]
  })
}

function waiverRows(path: string, { waivers }: Harness, placeOf: PlaceOf): Row[] {
  return waivers.flatMap(({ rule, paths, until, why }, index): Row[] =>
    matchGlobs(paths, path)
      ? [
          {
            name: 'waiver',
            text: `${rule} does not count until ${until}: ${why}`,
            place: placeOf(['waivers', index]),
          },
        ]
      : [],
  )
}

function checkRows(path: string, { checks }: Harness, placeOf: PlaceOf): Row[] {
  return checks.flatMap(({ name, run, paths, required }, index): Row[] =>
    paths.length === 0 || matchGlobs(paths, path)
      ? [
          {
            name: 'check',
            text: `${name}: ${run}${required ? '' : ' (not required)'}`,
            place: placeOf(['checks', index]),
          },
        ]
      : [],
  )
}

function humanRows(path: string, { review, scope }: Harness, placeOf: PlaceOf): Row[] {
  const isProtected = judgePath(path, scope).verdict === 'protect'
  return review.humans.flatMap(({ when, by, count }, index): Row[] => {
    if (!((when.protected && isProtected) || matchGlobs(when.paths, path))) return []
    const who = by.length === 0 ? 'who may write here' : by.join(', ')
    return [{ name: 'approvals', text: `${count} of ${who}`, place: placeOf(['review', 'humans', index]) }]
  })
}

function contextRows(path: string, { context }: Harness, placeOf: PlaceOf): Row[] {
  return context.when.flatMap(({ paths, read }, index): Row[] =>
    matchGlobs(paths, path)
      ? [
          {
            name: 'context',
            text: `An agent that touches it reads ${read.join(', ')}.`,
            place: placeOf(['context', 'when', index]),
          },
        ]
      : [],
  )
}
