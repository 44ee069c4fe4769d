import type { z } from 'zod'
import { DEFAULT_LIMITS, MAX_COMMAND_TIMEOUT } from '../run/limits.ts'
import { checkName } from './check-name.ts'
import type { Harness, Invariant } from './harness.ts'
import type { agentYmlSchema } from './schema/agent-yml.ts'

type File = z.output<typeof agentYmlSchema>

/** The file with its defaults → the one form everything else works with. */
export function toHarness(file: File): Harness {
  const { month = null, concurrent = null, ...limits } = file.limits
  const { min_level: minLevel, ...comments } = file.review.comments
  return {
    version: file.version,
    extends: file.extends,
    context: file.context,
    scope: file.scope,
    tasks: file.tasks,
    layers: file.layers ?? null,
    invariants: file.invariants.map(toInvariant),
    waivers: file.waivers,
    setup: file.setup ?? null,
    checks: file.checks.map((check) => ({ ...check, name: check.name ?? checkName(check.run) })),
    limits: { ...limits, toolCalls: DEFAULT_LIMITS.toolCalls },
    budget: { month, concurrent },
    review: { ...file.review, comments: { ...comments, minLevel } },
    triggers: { ...file.triggers, label: file.triggers.label ?? null },
    agents: {
      implementer: file.agents.implementer,
      planner: file.agents.planner ?? null,
      reviewer: file.agents.reviewer ?? null,
    },
    models: file.models,
  }
}

/** The schema sees to it that exactly one engine is there. */
function toInvariant(rule: File['invariants'][number]): Invariant {
  const { regex, flags, replace, ast, pair, run, parse, timeout, ask, level, ...rest } = rule
  const common = { ...rest, level: level ?? 'error' }
  if (regex !== undefined)
    return {
      ...common,
      engine: 'regex',
      regex,
      flags: flags ?? 'm',
      ...(replace !== undefined && { replace }),
    }
  if (ast !== undefined) return { ...common, engine: 'ast', ast }
  if (pair !== undefined) return { ...common, engine: 'pair', pair }
  if (run !== undefined)
    return { ...common, engine: 'run', run, parse: parse ?? 'auto', timeout: timeout ?? MAX_COMMAND_TIMEOUT }
  if (ask !== undefined) return { ...common, engine: 'ask', ask, level: level ?? 'warn' }
  throw new Error(`rule ${rule.id} has no engine`)
}
