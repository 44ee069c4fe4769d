import type { Harness } from './harness.ts'
import { agentYmlSchema } from './schema/agent-yml.ts'
import { toHarness } from './to-harness.ts'

/** What holds for a repository whose file says nothing but `version: 1`. */
export function defaultHarness(): Harness {
  return toHarness(agentYmlSchema.parse({ version: 1 }))
}
