import { dump } from 'js-yaml'
import type { Harness } from '../harness.ts'
import { escapeInvisible } from '../invisible.ts'
import { filled, shortCheck, shortHumans, shortInvariant, shortSetup } from '../render-harness.ts'
import { formatCost } from '../schema/cost.ts'
import { formatDuration } from '../schema/duration.ts'
import { formatPath } from '../yaml-node.ts'
import { STYLE } from '../yaml-style.ts'
import { originKey } from './ledger.ts'
import { BY_DEFAULT, type Effective, type Origin, placeName } from './origin.ts'

/**
 * The effective configuration as a file would say it all, defaults too, each value on one line with where it comes from
 * as a comment: `cost: 5 USD # acme/.github//agent-base.yml@1a2b3c4:7:9`. It parses to the same harness.
 */
export function renderEffective({ harness, origins }: Effective): string {
  return `${linesOf(toFile(harness), []).join('\n')}\n`

  function linesOf(map: Record<string, unknown>, path: PropertyKey[]): string[] {
    const indent = '  '.repeat(path.length)
    return Object.entries(map).flatMap(([key, value]) => {
      if (value === null) return []
      const here = [...path, key]
      const name = `${indent}${inline(key)}:`
      if (Array.isArray(value) && value.length > 0)
        return [
          name,
          ...value.map((item, index) => `${indent}  - ${inline(item)}${comment([...here, index])}`),
        ]
      if (isMap(value) && formatPath(here) !== 'setup')
        return Object.keys(value).length === 0 ? [`${name} {}`] : [name, ...linesOf(value, here)]
      return [`${name} ${inline(value)}${comment(here)}`]
    })
  }

  function comment(path: PropertyKey[]): string {
    const list = formatPath(path.slice(0, -1))
    const name = NAMES[list]?.(harness)[Number(path.at(-1))]
    const key = originKey(name === undefined ? path : [...path.slice(0, -1), name])
    return ` # ${describe(origins.get(key) ?? BY_DEFAULT)}`
  }
}

/** Lists whose items origins know by name. */
const NAMES: Readonly<Record<string, (harness: Harness) => string[]>> = {
  checks: ({ checks }) => checks.map(({ name }) => name),
  invariants: ({ invariants }) => invariants.map(({ id }) => id),
  'layers.order': ({ layers }) => layers?.order.map(({ name }) => name) ?? [],
}

function toFile(harness: Harness): Record<string, unknown> {
  const { toolCalls: _, cost, time, ...limits } = harness.limits
  const { minLevel, ...comments } = harness.review.comments
  const { label, ...triggers } = harness.triggers
  const { layers, setup } = harness
  return {
    version: harness.version,
    extends: harness.extends,
    context: harness.context,
    scope: harness.scope,
    tasks: harness.tasks,
    layers: layers && { ...layers, deny: layers.deny.map(filled) },
    invariants: harness.invariants.map(shortInvariant),
    waivers: harness.waivers,
    setup: setup && shortSetup(setup),
    checks: harness.checks.map(shortCheck),
    limits: { ...limits, cost: formatCost(cost), time: formatDuration(time), ...shownBudget(harness.budget) },
    review: {
      comments: { ...comments, min_level: minLevel },
      suggestions: harness.review.suggestions,
      humans: harness.review.humans.map(shortHumans),
    },
    triggers: { ...triggers, ...(label !== null && { label }) },
    agents: harness.agents,
    models: harness.models,
  }
}

function shownBudget({ month, concurrent }: Harness['budget']) {
  return { ...(month !== null && { month: formatCost(month) }), ...(concurrent !== null && { concurrent }) }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As an item of a flow list, where everything stays on one line. */
function inline(value: unknown): string {
  const yaml = dump([value], { flowLevel: 0, lineWidth: -1, noRefs: true, scalarStyleRules: STYLE })
  return escapeInvisible(yaml.trimEnd().slice(1, -1))
}

/** Names of labels come from the file; none of them ends the comment. */
function describe(origin: Origin): string {
  const place = 'name' in origin ? `${origin.from} ${origin.name}, ${placeName(origin)}` : placeName(origin)
  return escapeInvisible(place.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' '))
}
