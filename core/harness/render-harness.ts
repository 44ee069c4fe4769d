import { dump } from 'js-yaml'
import { checkName } from './check-name.ts'
import { defaultHarness } from './default-harness.ts'
import type { Check, Harness, Invariant } from './harness.ts'
import { escapeInvisible } from './invisible.ts'
import type { Review } from './parts/review.ts'
import { formatCost } from './schema/cost.ts'
import { formatDuration } from './schema/duration.ts'
import { STYLE } from './yaml-style.ts'

const COMMENTS: Readonly<Record<string, string>> = {
  context: 'What the agent reads before anything else.',
  scope: 'What it may touch: gitignore globs; deny before protect before write.',
  setup: 'Prepares the workspace, before the agent starts.',
  checks: 'What "it works" means; run on the base as well, so old failures are not blamed on the agent.',
  extends: 'What this file narrows.',
  tasks: 'How work is scoped, and what done means.',
  layers: 'Structure: a layer imports itself and what is below it.',
  invariants: 'Taste, written down.',
  waivers: 'Rules that do not count somewhere, until a day.',
  review: 'How findings are shown, and which changes people must approve.',
  agents: 'Roles, and how each is narrowed.',
  limits: 'What stops a run.',
  triggers: 'Who may start a run, and how.',
  models: 'Names of models the operator serves.',
}

/** A small, commented agent.yml that says the same: what equals the default is left out. */
export function renderHarness(harness: Harness): string {
  const usual = defaultHarness()
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
  const { month, concurrent } = harness.budget
  const budget = {
    ...(month !== null && { month: formatCost(month) }),
    ...(concurrent !== null && { concurrent }),
  }
  const { label, ...triggers } = harness.triggers
  const sections: [string, unknown][] = [
    ['extends', harness.extends],
    ['context', differing(harness.context, usual.context)],
    ['scope', differing(harness.scope, usual.scope)],
    ['tasks', shortTasks(harness.tasks, usual.tasks)],
    ['layers', harness.layers && shortLayers(harness.layers)],
    ['invariants', harness.invariants.map(shortInvariant)],
    ['waivers', harness.waivers],
    ['setup', harness.setup && shortSetup(harness.setup)],
    ['checks', harness.checks.map(shortCheck)],
    ['limits', { ...differing(writable, usualLimits), ...budget }],
    ['review', shortReview(harness.review, usual.review)],
    ['triggers', { ...differing(triggers, usual.triggers), ...(label !== null && { label }) }],
    ['agents', shortAgents(harness.agents)],
    ['models', differing(harness.models, usual.models)],
  ]
  const written = sections
    .filter(([, value]) => !isEmpty(value))
    .map(([key, value]) => `\n# ${COMMENTS[key]}\n${toYaml({ [key]: value })}`)
  return `version: 1\n${written.join('')}`
}

export function shortSetup({ run, ...rest }: NonNullable<Harness['setup']>): unknown {
  const { timeout, ...others } = rest
  const more = differing({ ...others, timeout: formatDuration(timeout) }, { network: true, timeout: '10m' })
  return isEmpty(more) ? run : { run, ...more }
}

export function shortCheck({ name, run, timeout, ...rest }: Check): unknown {
  const usual = { parse: 'auto', timeout: '10m', retry: 0, paths: [], required: true }
  const more = differing({ ...rest, timeout: formatDuration(timeout) }, usual)
  const named = name === checkName(run) ? {} : { name }
  return isEmpty(more) && isEmpty(named) ? run : { ...named, run, ...more }
}

export function shortInvariant({ engine, examples, ...rest }: Invariant): unknown {
  const shown = differing(examples, { bad: [], good: [] })
  const { timeout, ...others } = { timeout: null, ...rest }
  const more = differing(
    { ...others, ...(timeout !== null && { timeout: formatDuration(timeout) }) },
    {
      ...{ paths: [], source: [], level: engine === 'ask' ? 'warn' : 'error' },
      ...{ flags: 'm', parse: 'auto', timeout: '10m' },
    },
  )
  return { ...more, ...(isEmpty(shown) ? {} : { examples: shown }) }
}

function shortTasks({ labels, ...rest }: Harness['tasks'], usual: Harness['tasks']): unknown {
  const short = Object.entries(labels).map(([name, label]) => [name, filled(label)])
  return { ...differing(rest, usual), ...(short.length > 0 && { labels: Object.fromEntries(short) }) }
}

function shortLayers({ order, deny, ...rest }: NonNullable<Harness['layers']>): unknown {
  const more = differing(rest, { shared: [], cycles: 'allow', baseline: true })
  return { ...filled({ order, deny: deny.map(filled) }), ...more }
}

function shortReview({ comments, suggestions, humans }: Review, usual: Review): unknown {
  const { minLevel, ...more } = differing(comments, usual.comments)
  const short = { ...more, ...(minLevel !== undefined && { min_level: minLevel }) }
  return {
    ...(!isEmpty(short) && { comments: short }),
    ...differing({ suggestions, humans }, usual),
    ...(JSON.stringify(humans) !== JSON.stringify(usual.humans) && { humans: humans.map(shortHumans) }),
  }
}

export function shortHumans({ when, by, count }: Review['humans'][number]): unknown {
  const { paths, kinds: kind } = when
  return {
    when: when.protected ? 'protected' : filled({ paths, kind }),
    ...differing({ by, count }, { by: [], count: 1 }),
  }
}

/** A role that is there is written, though everything about it is as usual. */
function shortAgents({ implementer, ...others }: Harness['agents']): unknown {
  const { model, scope } = implementer
  const short = { ...differing({ model }, { model: 'strong' }), ...filled({ scope: filled(scope) }) }
  return filled({ implementer: short, ...others })
}

/** Without what is empty. */
export function filled(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => !isEmpty(entry)))
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
