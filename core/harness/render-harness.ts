import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarStyleRule } from 'js-yaml'
import { checkName } from './check-name.ts'
import type { Check, Harness, Invariant } from './harness.ts'
import { escapeInvisible } from './invisible.ts'
import { agentYmlSchema } from './schema/agent-yml.ts'
import { formatCost } from './schema/cost.ts'
import { formatDuration } from './schema/duration.ts'
import { toHarness } from './to-harness.ts'

const COMMENTS: Readonly<Record<string, string>> = {
  context: 'What the agent reads before anything else.',
  scope: 'What it may touch: gitignore globs; deny before protect before write.',
  setup: 'Prepares the workspace, before the agent starts.',
  checks: 'What "it works" means; run on the base as well, so old failures are not blamed on the agent.',
  invariants: 'Taste, written down: what must not appear.',
  limits: 'What stops a run.',
  triggers: 'Who may start a run, and how.',
  models: 'Names of models the operator serves.',
}

/** A small, commented agent.yml that says the same: what equals the default is left out. */
export function renderHarness(harness: Harness): string {
  const usual = toHarness(agentYmlSchema.parse({ version: 1 }))
  const limits = {
    ...harness.limits,
    cost: formatCost(harness.limits.cost),
    time: formatDuration(harness.limits.time),
  }
  const usualLimits = {
    ...usual.limits,
    cost: formatCost(usual.limits.cost),
    time: formatDuration(usual.limits.time),
  }
  const { toolCalls: _, ...writable } = limits
  const sections: [string, unknown][] = [
    ['context', differing(harness.context, usual.context)],
    ['scope', differing(harness.scope, usual.scope)],
    ['setup', harness.setup && shortSetup(harness.setup)],
    ['checks', harness.checks.map(shortCheck)],
    ['invariants', harness.invariants.map(shortInvariant)],
    ['limits', differing(writable, usualLimits)],
    ['triggers', differing(harness.triggers, usual.triggers)],
    ['models', differing(harness.models, usual.models)],
  ]
  const written = sections
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => `\n# ${COMMENTS[key]}\n${toYaml({ [key]: value })}`)
  return `version: 1\n${written.join('')}`
}

function shortSetup({ run, ...rest }: NonNullable<Harness['setup']>): unknown {
  const { timeout, ...others } = rest
  const more = differing({ ...others, timeout: formatDuration(timeout) }, { network: true, timeout: '10m' })
  return isEmpty(more) ? run : { run, ...more }
}

function shortCheck({ name, run, timeout, ...rest }: Check): unknown {
  const usual = { parse: 'auto', timeout: '10m', retry: 0, paths: [], required: true }
  const more = differing({ ...rest, timeout: formatDuration(timeout) }, usual)
  const named = name === checkName(run) ? {} : { name }
  return isEmpty(more) && isEmpty(named) ? run : { ...named, run, ...more }
}

function shortInvariant({ examples, ...rest }: Invariant): unknown {
  const shown = differing(examples, { bad: [], good: [] })
  const more = differing(rest, { paths: [], flags: 'm', level: 'error', source: [] })
  return { ...more, ...(isEmpty(shown) ? {} : { examples: shown }) }
}

/** The entries that are not as usual. */
function differing(value: Record<string, unknown>, usual: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, entry]) => entry !== undefined && JSON.stringify(entry) !== JSON.stringify(usual[key]),
    ),
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

function toYaml(value: unknown): string {
  const yaml = dump(value, { lineWidth: -1, noRefs: true, scalarStyleRules: STYLE })
  return escapeInvisible(yaml)
}

/** What a reviewer could not see is put in double quotes, where it can be written as an escape. */
const STYLE: readonly ScalarStyleRule[] = [
  ...Object.values(DEFAULT_SCALAR_STYLE_RULES),
  (layout) => {
    if (escapeInvisible(layout.node.value) !== layout.node.value) layout.style = SCALAR_STYLE.DOUBLE_QUOTED
  },
]
