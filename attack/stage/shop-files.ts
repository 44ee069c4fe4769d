import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import type { Planted } from './plant.ts'
import type { WorldOptions } from './world.ts'

export const HARNESS = `version: 1
scope:
  write: [src/**, test/**]
`

/** acme/shop: small enough that a run of it is over in seconds. */
export function shopFiles({
  files = {},
  harness = HARNESS,
}: Pick<WorldOptions, 'files' | 'harness'>): Planted {
  const all: Record<string, Planted[string] | null> = {
    '.github/agent.yml': harness,
    [CALLER_WORKFLOW_PATH]: callerWorkflow(),
    'package.json': '{"name":"shop","type":"module"}\n',
    'src/cart.js': 'export function total(items) {\n  return items.length\n}\n',
    ...files,
  }
  return Object.fromEntries(
    Object.entries(all).filter((one): one is [string, Planted[string]] => one[1] !== null),
  )
}
