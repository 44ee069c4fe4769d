import type { ServedModel } from '../../app/config/models.ts'
import type { Run } from '../../app/runs/run.ts'
import { prose } from '../../core/clean/prose.ts'
import { title } from '../../core/clean/title.ts'
import { parseHarness } from '../../core/harness/parse-harness.ts'
import { DEFAULT_LIMITS } from '../../core/run/limits.ts'
import { noUsage } from '../../core/run/usage.ts'

/** Runs at work on one model, with more money than any measurement spends. */
export function runningRuns(count: number, baseUrl: string): { model: ServedModel; all: Run[] } {
  const parsed = parseHarness('version: 1\n', '.github/agent.yml')
  if (parsed.kind === 'broken') throw new Error('The smallest rules are broken.')
  const { harness } = parsed
  const price = { input: 5, cached: 0.5, output: 30 }
  const model: ServedModel = {
    name: 'gpt-5.5',
    api: 'responses',
    baseUrl,
    key: 'sk-bench-0123456789',
    price,
    window: 272_000,
  }
  const limits = { ...DEFAULT_LIMITS, turns: 1_000_000, cost: 1_000_000 }
  const all = Array.from({ length: count }, (_, at): Run => {
    const key = String(at).padStart(26, '0')
    return {
      key,
      installation: at,
      rules: harness,
      trace: null,
      state: 'running',
      history: [{ from: null, to: 'queued', at: Date.now(), cause: 'measured', actor: 'ada' }],
      workflowRun: { id: at, url: '' },
      statusComment: null,
      token: null,
      stop: null,
      progress: { phase: 'agent', turn: null },
      usage: noUsage,
      reserved: 0,
      plan: null,
      result: null,
      assignment: {
        ...{ version: 1, key, harness, limits, sandbox: 'required' },
        repository: { id: at, owner: 'acme', name: 'shop', defaultBranch: 'main' },
        request: { command: 'implement', text: prose('').text, actor: 'ada', issue: 1, url: '' },
        issue: {
          number: 1,
          title: title('').text,
          body: prose('').text,
          author: 'ada',
          trusted: true,
          comments: [],
          leftOut: 0,
          removed: [],
        },
        base: { ref: 'main', sha: '0'.repeat(40) },
        branch: 'reins/issue-1-0000',
        origin: { from: 'file', path: '.github/agent.yml' },
        model: { name: model.name, api: 'responses', path: '/model/v1', price, window: model.window },
      },
    }
  })
  return { model, all }
}
