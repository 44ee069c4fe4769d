import { setTimeout as pass } from 'node:timers/promises'
import { claim } from '../../action/talk/claim.ts'
import { streamEvents } from '../../action/talk/events.ts'
import type { Wire } from '../../action/talk/post-json.ts'
import { sendReport } from '../../action/talk/send-report.ts'
import { honestReport, WORKFLOW, write } from '../../attack/stage/honest-report.ts'
import type { Seeded } from '../../bench/rules/seeded.ts'
import type { Finding } from '../../core/rules/finding.ts'
import type { Assignment } from '../../core/run/assignment.ts'
import type { Report } from '../../core/run/report.ts'
import { dispatchInputSchema } from '../../core/run/run-api.ts'
import type { RunnerOrder, RunnerStart } from '../../playground/interface/runner.ts'

/** What a job told us, for the verdict. */
export type Played = {
  key: string
  repository: string
  workflowRun: number
  /** `dies`: its machine is gone without a word. */
  end: 'under way' | 'not claimed' | 'delivered' | 'taken' | 'lost' | 'dies'
  outcome: Report['outcome']['kind'] | null
  why: string
}

type Given = {
  random: Seeded
  oidcToken: (workflowRun: number, audience: string, claims: Record<string, unknown>) => Promise<string>
  played: Played[]
  /** Milliseconds until it claims. */
  begins: () => number
}

/** As action/live.ts. */
const TRIES = 10
const TRIES_OF_CANCELLED = 3
/** More than GitHub takes with the first request, so that the check run is updated. */
const MANY = 60

/** The action's own talk with the app, around an agent that does nothing: claims, tells, asks the model, reports. */
export function playRunner({ random, oidcToken, played, begins }: Given): RunnerStart {
  return (order) => {
    const { key, server } = dispatchInputSchema.parse(JSON.parse(order.inputs.run ?? ''))
    order.onName(`agent ${key}`)
    const mine: Played = {
      ...{ key, repository: order.repository, workflowRun: order.runId },
      ...{ end: 'under way', outcome: null, why: '' },
    }
    played.push(mine)
    const cancelled = new AbortController()
    const wire = { server, sleep: (ms: number) => pass(ms) }
    const identity = () => oidcToken(order.runId, server, { job_workflow_ref: WORKFLOW })
    const plan = {
      begins: begins(),
      works: 100 + random.below(1_500),
      dies: random.percent(4),
      executable: random.percent(15),
    }
    const done = live({ order, mine, wire, identity, cancelled: cancelled.signal, plan }).then(
      (ok) => ({ conclusion: cancelled.signal.aborted ? 'cancelled' : ok ? 'success' : 'failure' }) as const,
    )
    return { done, cancel: () => cancelled.abort() }
  }
}

type Living = {
  order: RunnerOrder
  mine: Played
  wire: Wire
  identity: () => Promise<string>
  cancelled: AbortSignal
  plan: { begins: number; works: number; dies: boolean; executable: boolean }
}

async function live({ mine, wire, identity, cancelled, plan }: Living): Promise<boolean> {
  await pass(plan.begins)
  const answer = await claim({ key: mine.key, server: wire.server }, identity, wire)
  if (answer.kind === 'refused') {
    Object.assign(mine, { end: 'not claimed', why: answer.message })
    return false
  }
  const { token, assignment } = answer.claimed
  const stop = new AbortController()
  let why = 'the workflow was cancelled'
  const events = streamEvents(
    {
      ...{ key: mine.key, token, now: Date.now },
      onStop: (told) => {
        why = told
        stop.abort()
      },
    },
    wire,
  )
  events.emit({ type: 'phase', phase: 'agent' })
  const either = AbortSignal.any([stop.signal, cancelled])
  await askModel(wire, token).catch(() => undefined) // The agent would ask again; whether it is answered is not our matter.
  await pass(plan.works, undefined, { signal: either }).catch(() => undefined)
  await events.close()
  if (plan.dies) {
    mine.end = 'dies'
    return false
  }
  const report = toReport(assignment, { executable: plan.executable, stopped: either.aborted ? why : null })
  const sent = await sendReport(
    report,
    { token, tries: cancelled.aborted ? TRIES_OF_CANCELLED : TRIES },
    wire,
  )
  Object.assign(mine, {
    end: sent.kind,
    outcome: report.outcome.kind,
    why: sent.kind === 'delivered' ? sent.answer.message : sent.message,
  })
  return sent.kind !== 'lost'
}

async function askModel({ server }: Wire, token: string): Promise<void> {
  const answer = await fetch(`${server}/model/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ model: 'gpt-5.5', stream: true, store: false, input: 'Hello', max_output_tokens: 100 },
    }),
    signal: AbortSignal.timeout(10_000),
  })
  await answer.text()
}

function toReport(
  { key, base }: Assignment,
  { executable, stopped }: { executable: boolean; stopped: string | null },
): Report {
  const honest = honestReport(key, base.sha)
  if (stopped !== null)
    return { ...honest, outcome: { kind: 'cancelled', detail: stopped }, changes: [], title: '' }
  return {
    ...honest,
    doubts: [{ text: 'Is a discount ever larger than the total?', path: 'src/cart.js', line: 2 }],
    findings: Array.from({ length: MANY }, (_, at) => finding(at + 1)),
    changes: [
      ...honest.changes,
      ...(executable ? [write('src/run.sh', '#!/bin/sh\necho run\n', '100755')] : []),
    ],
  }
}

function finding(line: number): Finding {
  return {
    ...{ rule: 'lint/eqeqeq', level: 'warn', path: 'src/cart.js' },
    range: { startLine: line, endLine: line },
    message: `Expected === on line ${line}.`,
    ...{ fingerprint: `f${line}`, preexisting: false },
  }
}
