import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ignoredLabel } from '../../app/metrics/ignored.ts'
import { createMetrics, type Metrics } from '../../app/metrics/metrics.ts'
import { aWholeStory, CANARIES } from './a-whole-story.ts'
import { begin } from './kit.ts'

/** Numbers for Prometheus. */

/** Of one series: `reins_runs{state="queued"}`; null: there is none. */
function numberOf(text: string, series: string): number | null {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

const TOKEN = 'a-token-of-prometheus'

test('a whole story is counted: deliveries, work, the run, the model, GitHub, and how long each took', async () => {
  const { story } = await aWholeStory({ variables: { METRICS_TOKEN: TOKEN } })
  const { guid } = await story.heard('issue_comment')
  await story.redeliver(guid)
  const unsigned = await fetch(`${story.app.url}/api/github/webhooks`, { method: 'POST', body: '{}' })
  expect(unsigned.status).toBe(415)
  const answer = await fetch(`${story.app.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  const value = (series: string) => numberOf(text, series)
  const event = 'event="issue_comment"'

  expect(value(`reins_deliveries_total{${event},outcome="seen"}`)).toBe(1)
  // Four of people, and what the app itself said.
  expect(value(`reins_deliveries_total{${event},outcome="stored"}`)).toBeGreaterThanOrEqual(4)
  expect(value('reins_deliveries_total{event="other",outcome="refused"}')).toBe(1)
  expect(value('reins_webhooks_refused_total{status="415"}')).toBe(1)
  expect(
    value(`reins_deliveries_ignored_total{${event},reason="no line begins like a command"}`),
  ).toBeGreaterThanOrEqual(1)
  const stored = value(`reins_deliveries_total{${event},outcome="stored"}`)
  expect(value(`reins_jobs_started_total{${event}}`)).toBe(stored)
  expect(value(`reins_jobs_ended_total{${event},outcome="ok"}`)).toBe(stored)
  expect(value(`reins_job_seconds_count{${event}}`)).toBe(stored)
  expect(value('reins_queue_wait_seconds_count')).toBe(stored)
  for (const queue of ['deliveries', 'runs'])
    for (const state of ['waiting', 'active'])
      expect(value(`reins_queue_depth{queue="${queue}",state="${state}"}`)).toBe(0)
  expect(value('reins_runs{state="running"}')).toBe(0)
  expect(value('reins_runs_ended_total{state="published",conclusion="success"}')).toBe(1)
  for (const name of ['dispatch', 'run', 'publication']) expect(value(`reins_${name}_seconds_count`)).toBe(1)
  expect(value('reins_webhook_answer_seconds_count')).toBeGreaterThan(stored ?? 0)
  expect(value('reins_model_requests_total{model="gpt-5.5"}')).toBe(1)
  expect(value('reins_model_tokens_total{model="gpt-5.5",kind="output"}')).toBeGreaterThan(0)
  expect(value('reins_model_cost_usd_total{model="gpt-5.5"}')).toBeGreaterThan(0)
  expect(value('reins_model_calls_open')).toBe(0)
  expect(value('reins_github_requests_total{status="2xx"}')).toBeGreaterThan(10)
  expect(value(`reins_github_budget_left{installation="${story.installation}"}`)).toBeGreaterThan(0)
  expect(value('reins_nodejs_eventloop_lag_p99_seconds')).not.toBeNull()
  expect(value('reins_process_resident_memory_bytes')).toBeGreaterThan(0)
  for (const canary of [...Object.values(CANARIES), '"ada"', '"eve"', 'acme'])
    expect(text).not.toContain(canary)
})

test('a run that waits for its runner, and one that is stopped', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  const read = async () => (await fetch(`${story.app.url}/metrics`)).text()
  expect(numberOf(await read(), 'reins_runs{state="dispatched"}')).toBe(1)
  await story.github.closeIssue(story.repository, story.issue, 'bob')
  await story.settled()
  const text = await read()
  expect(numberOf(text, 'reins_runs{state="dispatched"}')).toBe(0)
  expect(numberOf(text, 'reins_runs_ended_total{state="cancelled",conclusion="cancelled"}')).toBe(1)
})

test('who may read them: this machine alone, until a token is set; then who has it', async () => {
  const open = await begin()
  const ask = (headers: Record<string, string>, url = open.app.url) => fetch(`${url}/metrics`, { headers })
  expect((await ask({})).status).toBe(200)
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    const refused = await ask({ [name]: '203.0.113.7' })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('Set METRICS_TOKEN')
  }
  const shut = await begin({ variables: { METRICS_TOKEN: TOKEN } })
  const status = async (headers: Record<string, string>) => (await ask(headers, shut.app.url)).status
  expect(await status({})).toBe(401)
  expect(await status({ authorization: `Bearer ${TOKEN}x` })).toBe(401)
  expect(await status({ authorization: `Basic ${TOKEN}` })).toBe(401)
  expect(await status({ authorization: `Bearer ${TOKEN}` })).toBe(200)
})

function filled(fill: (metrics: Metrics) => void): Promise<string> {
  const metrics = createMetrics(new Set(['issues']))
  fill(metrics)
  return metrics.text()
}

test('strangers fill no label: unknown events, reasons and models are summed', async () => {
  const text = await filled((metrics) => {
    for (let n = 0; n < 500; n++) {
      metrics.deliveries.ignored(`event_${n}`, `reason ${n}`)
      metrics.deliveries.received(`event_${n}`, 'new')
      metrics.jobs.started(`event_${n}`, 0)
      metrics.models.refused(`code_${n}`)
      metrics.models.counted({
        ...{ model: `model-${n}`, ms: 1 },
        usage: { requests: 1, inputTokens: 1, cachedTokens: 0, outputTokens: 1, cost: 1 },
      })
    }
  })
  expect(numberOf(text, 'reins_deliveries_ignored_total{event="other",reason="other"}')).toBe(500)
  expect(numberOf(text, 'reins_model_requests_total{model="other"}')).toBe(450)
  expect(text.split('\n').filter((line) => line.startsWith('reins_model_requests_total{'))).toHaveLength(51)
  expect(text.split('\n').filter((line) => line.startsWith('reins_model_refusals_total{')).length).toBe(31)
})

const counts = (waiting: number, active: number) => ({
  waiting: async () => waiting,
  active: async () => active,
})

test('of a thousand installations the tightest twenty stand by themselves, and an hour that is over for nothing', async () => {
  const all = Array.from({ length: 1_000 }, (_, n) => ({ installation: n, left: n, resetAt: 2_000 }))
  const text = await filled((metrics) =>
    metrics.ask({
      ...{ now: () => 1_000, liveRuns: async () => ({}), openCalls: () => 2 },
      queues: { deliveries: counts(3, 1), runs: counts(0, 2) },
      budgets: () => [...all, { installation: 5_000, left: 0, resetAt: 999 }],
    }),
  )
  const series = text.split('\n').filter((line) => line.startsWith('reins_github_budget_left{'))
  expect(series).toHaveLength(21)
  expect(series[0]).toBe('reins_github_budget_left{installation="0"} 0')
  expect(series[20]).toBe(
    `reins_github_budget_left{installation="other"} ${(999 * 1_000) / 2 - (19 * 20) / 2}`,
  )
  const depth = (queue: string, state: string) =>
    numberOf(text, `reins_queue_depth{queue="${queue}",state="${state}"}`)
  expect([depth('deliveries', 'waiting'), depth('deliveries', 'active')]).toEqual([3, 1])
  expect([depth('runs', 'waiting'), depth('runs', 'active')]).toEqual([0, 2])
})

test('every reason for which the app lets a delivery go has a label that names nobody', () => {
  const root = join(import.meta.dirname, '../..')
  const sources = globSync('{app,core}/**/*.ts', { cwd: root }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  )
  const reasons = sources.flatMap((source) =>
    [
      ...source.matchAll(/\bignore\((?:delivery, )?(?:'([^']+)'|`([^`]+)`|"([^"]+)")/g),
      ...source.matchAll(/kind: 'ignore', reason: (?:'([^']+)'|`([^`]+)`)/g),
    ].map(([, plain, template, double]) => plain ?? template ?? double ?? ''),
  )
  expect(reasons.length).toBeGreaterThan(30)
  const named = reasons.map((reason) => reason.replace(/\$\{[^}]*\}/g, 'somebody'))
  expect(named.filter((reason) => ignoredLabel(reason) === 'other')).toEqual([])
  expect(named.filter((reason) => ignoredLabel(reason).includes('somebody '))).toEqual([
    ...named.filter((reason) => reason === 'somebody else is assigned'),
  ])
})
