import { randomBytes } from 'node:crypto'
import type { RunningApp } from '../../app/server.ts'
import { honestReport, WORKFLOW, write } from '../../attack/stage/honest-report.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { RunEvent } from '../../core/run/event.ts'
import type { Gate } from '../../core/run/gate.ts'
import type { Report } from '../../core/run/report.ts'
import { dispatchInputSchema } from '../../core/run/run-api.ts'
import type { Playground } from '../../playground/interface/playground.ts'

export { WORKFLOW, write }

/** What the app answered. */
export type Answer = { status: number; body: Record<string, unknown> & { error?: string } }

/** A job in which the test does what the action would do. */
export class Runner {
  token = ''
  assignment: Assignment | null = null
  readonly github: Playground
  app: RunningApp
  readonly workflowRun: number
  readonly key: string
  /** Of this process; another one has another. */
  readonly proof = randomBytes(32).toString('base64url')

  constructor(github: Playground, app: RunningApp, run: { id: number; key: string }) {
    this.github = github
    this.app = app
    this.workflowRun = run.id
    this.key = run.key
  }

  static of(github: Playground, repository: string, app: RunningApp): Runner {
    const run = github.read.workflowRuns(repository).at(-1)
    if (!run) throw new Error('No workflow was started.')
    const { key } = dispatchInputSchema.parse(JSON.parse(run.inputs.run ?? ''))
    return new Runner(github, app, { id: run.id, key })
  }

  /** `claims` replace what GitHub would truthfully say about the job. */
  async claim(
    forged: { claims?: Record<string, unknown>; audience?: string; key?: string; proof?: string } = {},
  ): Promise<Answer> {
    const { claims = {}, audience = this.app.url, key = this.key, proof = this.proof } = forged
    const identity = await this.github.oidcToken(this.workflowRun, audience, {
      job_workflow_ref: WORKFLOW,
      ...claims,
    })
    const answer = await this.post(`/runs/${key}/claim`, { proof }, identity)
    if (answer.status === 200) {
      this.token = String(answer.body.token)
      this.assignment = answer.body.assignment as Assignment
    }
    return answer
  }

  events(...events: RunEvent[]): Promise<Answer> {
    const at = '2026-11-23T12:00:00.000Z'
    return this.post(`/runs/${this.key}/events`, { events: events.map((event) => ({ at, event })) })
  }

  /** An honest report of a run that took the discounts off, with what `more` says instead. */
  report(more: Partial<Report> = {}): Promise<Answer> {
    return this.post(`/runs/${this.key}/report`, { ...this.honest(), ...more })
  }

  honest(): Report {
    return {
      ...honestReport(this.key, this.assignment?.base.sha),
      plan: [{ step: 'Change total', status: 'completed' }],
      acceptance: [{ criterion: 'Discounts count', met: true, evidence: 'test/cart.test.js' }],
      gates: [gate('test')],
    }
  }

  async post(path: string, body: unknown, token = this.token): Promise<Answer> {
    const answer = await fetch(`${this.app.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        // A kept connection may be one of an app that has ended meanwhile.
        connection: 'close',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Answer['body'] }
  }
}

export function gate(
  name: string,
  status: 'passed' | 'failed' = 'passed',
  before: 'passed' | 'failed' = 'passed',
): Gate {
  const result = { name, kind: 'check' as const, required: true, exitCode: 0, ms: 10, findings: 0 }
  return { before: { ...result, status: before }, after: { ...result, status } }
}

export function finding(line: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'lint/eqeqeq',
    level: 'warn',
    path: 'src/cart.js',
    range: { startLine: line, endLine: line },
    message: `Expected === on line ${line}.`,
    fingerprint: `f${line}`,
    preexisting: false,
    ...more,
  }
}
