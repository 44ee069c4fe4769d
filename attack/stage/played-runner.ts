import type { Assignment } from '../../core/run/assignment.ts'
import type { Report } from '../../core/run/report.ts'
import { dispatchInputSchema } from '../../core/run/run-api.ts'
import type { Playground } from '../../playground/interface/playground.ts'
import { honestReport, WORKFLOW } from './honest-report.ts'

export type ApiAnswer = { status: number; body: Record<string, unknown> & { error?: string }; text: string }

const TRIES = 4

/** A job in which the attacker is the runner: it says what it likes, where the action would have told the truth. */
export class PlayedRunner {
  token = ''
  assignment: Assignment | null = null
  readonly github: Playground
  /** Of the app. */
  readonly url: string
  readonly workflowRun: number
  readonly key: string

  constructor(github: Playground, url: string, run: { id: number; key: string }) {
    this.github = github
    this.url = url
    this.workflowRun = run.id
    this.key = run.key
  }

  static of(github: Playground, repository: string, url: string): PlayedRunner {
    const run = github.read.workflowRuns(repository).at(-1)
    if (!run) throw new Error('No workflow was started.')
    const { key } = dispatchInputSchema.parse(JSON.parse(run.inputs.run ?? ''))
    return new PlayedRunner(github, url, { id: run.id, key })
  }

  /** `claims` replace what GitHub would truthfully say about the job; `token` is sent instead of GitHub's. */
  async claim(
    forged: { claims?: Record<string, unknown>; audience?: string; key?: string; token?: string } = {},
  ): Promise<ApiAnswer> {
    const { claims = {}, audience = this.url, key = this.key } = forged
    const identity =
      forged.token ??
      (await this.github.oidcToken(this.workflowRun, audience, { job_workflow_ref: WORKFLOW, ...claims }))
    const answer = await this.post(`/runs/${key}/claim`, {}, identity)
    if (answer.status === 200) {
      this.token = String(answer.body.token)
      this.assignment = answer.body.assignment as Assignment
    }
    return answer
  }

  events(...events: unknown[]): Promise<ApiAnswer> {
    const at = '2026-11-23T12:00:00.000Z'
    return this.post(`/runs/${this.key}/events`, { events: events.map((event) => ({ at, event })) })
  }

  report(more: Record<string, unknown> = {}): Promise<ApiAnswer> {
    return this.post(`/runs/${this.key}/report`, { ...this.honest(), ...more })
  }

  /** What a run would report that took the discounts off. */
  honest(): Report {
    return honestReport(this.key, this.assignment?.base.sha)
  }

  /** A report that is kept and waits for GitHub's limits is sent again, as the action does. */
  async post(path: string, body: unknown, token = this.token): Promise<ApiAnswer> {
    for (let tried = 1; ; tried++) {
      const answer = await this.once(path, body, token)
      if (answer.status !== 503 || !answer.text.includes('being published') || tried === TRIES) return answer
    }
  }

  private async once(path: string, body: unknown, token: string): Promise<ApiAnswer> {
    const answer = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, body: toJson(text), text }
  }
}

function toJson(text: string): ApiAnswer['body'] {
  try {
    return JSON.parse(text) as ApiAnswer['body']
  } catch {
    return {} // An event stream of the model endpoint, or a proxy's page.
  }
}
