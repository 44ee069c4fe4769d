import type { z } from 'zod'
import type { Run } from '../../app/runs/run.ts'
import { parseHarness } from '../../core/harness/parse-harness.ts'
import { type Assignment, assignmentSchema } from '../../core/run/assignment.ts'
import { DEFAULT_LIMITS } from '../../core/run/limits.ts'
import { noUsage } from '../../core/run/usage.ts'

export const key = 'k'.repeat(26)
export const base = 'a'.repeat(40)

export function anAssignment(
  more: Partial<z.input<typeof assignmentSchema>> = {},
  yaml = 'version: 1\n',
): Assignment {
  const parsed = parseHarness(yaml, '.github/agent.yml')
  if (parsed.kind === 'broken') throw new Error(JSON.stringify(parsed.problems))
  return assignmentSchema.parse({
    version: 1,
    key,
    repository: { id: 2, owner: 'acme', name: 'shop', defaultBranch: 'main' },
    request: {
      command: 'implement',
      text: '',
      actor: 'ada',
      issue: 3,
      url: 'https://github.com/acme/shop/issues/3#c',
    },
    issue: {
      number: 3,
      title: 'Discounts',
      body: 'Please.',
      author: 'ada',
      trusted: true,
      comments: [],
      leftOut: 0,
      removed: [],
    },
    base: { ref: 'main', sha: base },
    branch: 'reins/issue-3-kkkk',
    harness: parsed.harness,
    origin: { from: 'file', path: '.github/agent.yml' },
    limits: DEFAULT_LIMITS,
    sandbox: 'required',
    model: {
      name: 'gpt-5.5',
      api: 'responses',
      path: '/model/v1',
      price: { input: 5, cached: 0.5, output: 30 },
      window: 272_000,
    },
    ...more,
  })
}

/** A run as it is while the runner works on it. */
export function aRun(more: Partial<Run> = {}): Run {
  return {
    key,
    installation: 1,
    assignment: anAssignment(),
    rules: anAssignment().harness,
    trace: null,
    state: 'running',
    history: [{ from: null, to: 'queued', at: 0, cause: 'asked for', actor: 'ada' }],
    workflowRun: { id: 11, url: 'https://github.com/acme/shop/actions/runs/11' },
    statusComment: 12,
    token: null,
    stop: null,
    progress: { phase: 'workspace', turn: null },
    usage: noUsage,
    reserved: 0,
    plan: null,
    result: null,
    ...more,
  }
}
