import type { Harness } from '../../core/harness/harness.ts'
import type { Row } from './row.ts'

type PlaceOf = (path: PropertyKey[]) => string | null

/** What findings of the engine itself mean, by their rule; null when there is none of that name in this harness. */
export function explainEngineRule(id: string, harness: Harness, placeOf: PlaceOf): Row[] | null {
  const { layers } = harness
  const own = OWN[id]
  if (own !== undefined) return describe(id, { ...own, place: placeOf([...own.at]) })
  if (layers === null || (id === 'cycles' && layers.cycles === 'allow')) return null
  if (id === 'layers/deny')
    return layers.deny.length === 0
      ? null
      : [
          ...describe(id, {
            level: 'error',
            what: 'an import that an entry of `layers.deny` forbids',
            place: null,
          }),
          ...layers.deny.map(({ from, to, except }, index) => ({
            name: 'deny',
            text: `${from.join(', ')} may not import ${to.join(', ')}${except.length > 0 ? `, except ${except.join(', ')}` : ''}`,
            place: placeOf(['layers', 'deny', index]),
          })),
        ]
  const ofLayers = OF_LAYERS[id]
  if (ofLayers !== undefined) return describe(id, { ...ofLayers, place: placeOf([...ofLayers.at]) })
  const index = layers.order.findIndex(({ name }) => id === `layers/${name}`)
  const layer = layers.order[index]
  if (layer === undefined) return null
  const above = layers.order.slice(0, index).map(({ name }) => name)
  return [
    ...describe(id, {
      level: 'error',
      what:
        above.length === 0
          ? 'nothing: no layer is above it'
          : `an import of a layer above it: ${above.join(', ')}`,
      place: placeOf(['layers', 'order', index]),
    }),
    { name: 'where', text: layer.paths.join(', '), place: null },
    ...(['why', 'fix'] as const).flatMap((name) => {
      const text = layer[name]
      return text === undefined ? [] : [{ name, text, place: null }]
    }),
  ]
}

type Told = { level: 'error' | 'warn'; what: string }

function describe(id: string, { level, what, place }: Told & { place: string | null }): Row[] {
  return [
    {
      name: 'rule',
      text: `${id} (${level === 'error' ? 'error: it blocks' : 'warning: it does not block'})`,
      place,
    },
    { name: 'looks for', text: what, place: null },
  ]
}

/** No harness names these, so a key of an object must not stand for one. */
const OWN: Readonly<Record<string, Told & { at: readonly string[] }>> = Object.assign(Object.create(null), {
  scope: { level: 'error', what: 'changes of an agent that `scope` does not allow', at: ['scope'] },
  waivers: { level: 'warn', what: 'waivers whose day is over', at: ['waivers'] },
  ignores: {
    level: 'error',
    what: 'comments with `reins-ignore` that name no rule or give no reason; one that ignores nothing any more is only told',
    at: [],
  },
})
const OF_LAYERS: Readonly<Record<string, Told & { at: readonly string[] }>> = Object.assign(
  Object.create(null),
  {
    cycles: {
      level: 'error',
      what: 'files that import each other in a circle; imports of types alone do not count',
      at: ['layers', 'cycles'],
    },
    'layers/shared': {
      level: 'error',
      what: 'an import of a layer by a file that all layers share',
      at: ['layers', 'shared'],
    },
    'layers/unresolved': {
      level: 'warn',
      what: 'an import that leads nowhere known, where a layer could have something against it',
      at: ['layers'],
    },
  },
)
