import type { z } from 'zod'
import { DEFAULT_LIMITS } from '../run/limits.ts'
import { checkName } from './check-name.ts'
import type { Harness } from './harness.ts'
import type { agentYmlSchema } from './schema/agent-yml.ts'

/** The file with its defaults → the one form everything else works with. */
export function toHarness(file: z.output<typeof agentYmlSchema>): Harness {
  return {
    version: file.version,
    context: file.context,
    scope: file.scope,
    setup: file.setup ?? null,
    checks: file.checks.map((check) => ({ ...check, name: check.name ?? checkName(check.run) })),
    invariants: file.invariants,
    limits: { ...file.limits, toolCalls: DEFAULT_LIMITS.toolCalls },
    triggers: file.triggers,
    models: file.models,
  }
}
