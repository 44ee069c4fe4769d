import type { z } from 'zod'
import { defaultHarness } from '../../core/harness/default-harness.ts'
import type { Harness } from '../../core/harness/harness.ts'
import type { Finding } from '../../core/rules/finding.ts'
import { type Assignment, assignmentSchema } from '../../core/run/assignment.ts'
import type { RunView, Situation } from '../../core/run/decision.ts'
import type { Gate, GateResult } from '../../core/run/gate.ts'
import { DEFAULT_LIMITS } from '../../core/run/limits.ts'
import type { Report } from '../../core/run/report.ts'

/** One small world for the tests of what is decided and said: acme/shop, issue 12, asked for by ada. */

export const server = 'https://github.com'
export const key = '0123456789abcdefghijklmnop'
export const sha = '4f9d1c0a7b3e5d2f8c6a9b1e0d7f4c3a2b5e8d1f'
export const commentUrl = `${server}/acme/shop/issues/12#issuecomment-77`
/** As long as the App's; what it signs is tried in test/app/marks.test.ts. */
export const tags = { status: 's'.repeat(43), request: 'r'.repeat(43) }
export const workflowRunUrl = `${server}/acme/shop/actions/runs/555`

export const harness: Harness = {
  ...defaultHarness(),
  context: { always: ['AGENTS.md'], when: [], index: [] },
}

export const run = (more: Partial<RunView> = {}): RunView => ({
  key,
  state: 'running',
  actor: 'ada',
  startedAt: '2026-11-23T10:12:30Z',
  endedAt: null,
  workflowUrl: workflowRunUrl,
  pullRequestUrl: null,
  conclusion: null,
  cause: null,
  ...more,
})

export const situation = (more: Partial<Situation> = {}): Situation => ({
  request: {
    installation: 1,
    repository: { id: 9, owner: 'acme', name: 'shop', defaultBranch: 'main', private: false },
    subject: {
      number: 12,
      title: 'Discount codes',
      body: 'Please.',
      author: 'grace',
      isPullRequest: false,
      labels: [],
      open: true,
      changed: false,
    },
    comment: { id: 77, body: '/agent implement', url: commentUrl, at: '2026-11-23T10:12:00Z' },
    actor: { login: 'ada', id: 5, isBot: false },
  },
  permission: 'write',
  base: { ref: 'main', sha },
  harness: { kind: 'ok', harness, origin: { from: 'file', path: '.github/agent.yml' } },
  workflow: { path: '.github/workflows/agent.yml', exists: true },
  models: ['gpt-5.5', 'gpt-5.4-mini'],
  runs: [],
  plans: [],
  spending: { spent: 0, reserved: 0, live: 0 },
  ...more,
})

export const assignment = (more: Partial<z.input<typeof assignmentSchema>> = {}): Assignment =>
  assignmentSchema.parse({
    version: 1,
    key,
    repository: { id: 9, owner: 'acme', name: 'shop', defaultBranch: 'main' },
    request: { command: 'implement', text: '', actor: 'ada', issue: 12, url: commentUrl },
    issue: {
      number: 12,
      title: 'Discount codes',
      body: 'Please.',
      author: 'grace',
      trusted: true,
      comments: [],
      leftOut: 0,
      removed: [],
    },
    base: { ref: 'main', sha },
    branch: 'reins/issue-12-0123',
    harness,
    origin: { from: 'file', path: '.github/agent.yml' },
    limits: DEFAULT_LIMITS,
    sandbox: 'required',
    model: {
      name: 'gpt-5.5',
      api: 'responses',
      path: '/model/v1',
      price: { input: 5, cached: 0.5, output: 30 },
      window: 400_000,
    },
    ...more,
  })

export const gate = (name: string, after: GateResult['status'], more: Partial<GateResult> = {}): Gate => {
  const result = (status: GateResult['status']): GateResult => ({
    name,
    kind: 'check',
    status,
    required: true,
    exitCode: status === 'passed' ? 0 : 1,
    ms: 4_210,
    findings: 0,
    ...more,
  })
  return { before: result('passed'), after: result(after) }
}

export const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'strict-equality',
  level: 'warn',
  path: 'src/cart.js',
  range: { startLine: 17, endLine: 17 },
  message: 'Use === to compare.',
  fingerprint: 'f1',
  preexisting: false,
  ...more,
})

/** A report whose outcome the app takes as it is; of a plan it makes words first. */
type Told = Omit<Report, 'outcome'> & { outcome: Exclude<Report['outcome'], { kind: 'planned' }> }

export const report = (more: Partial<Told> = {}): Told => ({
  version: 1,
  key,
  base: sha,
  outcome: { kind: 'done' },
  title: "Take discount codes off the cart's total",
  summary: '`total` takes an optional `code`.',
  plan: [],
  acceptance: [],
  doubts: [],
  gates: [gate('test', 'passed'), gate('lint', 'passed')],
  repairs: 1,
  findings: [],
  usage: { requests: 14, inputTokens: 81_230, cachedTokens: 70_100, outputTokens: 5_012, cost: 0.2411 },
  turns: 12,
  ms: 192_000,
  denied: [],
  context: [],
  isolation: 'child process with an empty environment',
  changes: [],
  ...more,
})
