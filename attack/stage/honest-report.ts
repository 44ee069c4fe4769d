import type { Change } from '../../core/run/changes.ts'
import type { Report } from '../../core/run/report.ts'
import { noUsage } from '../../core/run/usage.ts'

/** The workflow every honest job runs, as GitHub's identity names it. */
export const WORKFLOW = 'reins-dev/reins/.github/workflows/agent.yml@refs/tags/v1'

/** What a run would report that took the discounts off. */
export function honestReport(key: string, base = '0'.repeat(40)): Report {
  return {
    version: 1,
    key,
    base,
    outcome: { kind: 'done' },
    title: 'Take discounts off the total',
    summary: 'The total now knows discounts.',
    ...{
      plan: [],
      acceptance: [],
      doubts: [],
      gates: [],
      repairs: 0,
      findings: [],
      denied: [],
      context: [],
    },
    usage: { ...noUsage, requests: 3, inputTokens: 1_000, outputTokens: 100, cost: 0.02 },
    ...{ turns: 3, ms: 61_000, isolation: 'none: played by a test' },
    changes: [write('src/cart.js', 'export function total(items) {\n  return items.length - 1\n}\n')],
  }
}

export function write(path: string, text: string | Uint8Array, mode: '100644' | '100755' = '100644'): Change {
  const content = Buffer.from(text as string).toString('base64')
  return { kind: 'write', path, mode, content, created: false, added: 1, removed: 1 }
}
