import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import type { RunnerOrder } from '../../../playground/interface/runner.ts'
import { refusal, stage, tokenClient } from './kit.ts'

const orders: RunnerOrder[] = []
let script: (order: RunnerOrder, cancelled: Promise<void>) => Promise<'success' | 'failure' | 'cancelled'> =
  async () => 'success'

const on = stage({
  runner: (order) => {
    orders.push(order)
    let cancel = () => {}
    const cancelled = new Promise<void>((resolve) => {
      cancel = resolve
    })
    return { done: script(order, cancelled).then((conclusion) => ({ conclusion })), cancel }
  },
})

const dispatch = (more: object = {}, workflow_id: string | number = 'agent.yml') =>
  on.bot.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...on.repo,
    workflow_id,
    ref: 'main',
    inputs: { run: '{}' },
    ...more,
  })

describe('a workflow dispatch', () => {
  test('answers with the run when it is asked to, and the run goes its way', async () => {
    const { bot, repo, playground, received } = on
    script = async (order) => {
      order.onName(`agent ${order.inputs.run}`)
      order.onLog('agent', 'Hello 🛒')
      order.onSummary?.('agent', '# Done')
      return 'success'
    }
    const answer = await dispatch({ return_run_details: true, inputs: { run: 'key' } })
    expect(answer.status).toBe(200)
    const { workflow_run_id: run_id, html_url } = answer.data as { workflow_run_id: number; html_url: string }
    expect(html_url).toBe(`${playground.url}/acme/shop/actions/runs/${run_id}`)
    await playground.settled()
    const run = await bot.rest.actions.getWorkflowRun({ ...repo, run_id })
    expect(run.data).toMatchObject({
      name: 'agent',
      display_title: 'agent key',
      status: 'completed',
      conclusion: 'success',
      event: 'workflow_dispatch',
      head_branch: 'main',
      head_sha: on.base,
      path: '.github/workflows/agent.yml',
      run_number: 1,
    })
    expect(playground.read.workflowRuns('acme/shop')[0]).toMatchObject({
      inputs: { run: 'key', size: 'small' },
      summaries: [{ job: 'agent', markdown: '# Done' }],
    })
    const told = received.filter(({ event }) => event === 'workflow_run')
    expect(told.map(({ action }) => action)).toEqual(['requested', 'in_progress', 'completed'])
    const jobs = await bot.rest.actions.listJobsForWorkflowRun({ ...repo, run_id })
    expect(jobs.data.jobs).toMatchObject([{ name: 'agent', conclusion: 'success' }])
    const job_id = jobs.data.jobs[0]?.id ?? 0
    const logs = await bot.rest.actions.downloadJobLogsForWorkflowRun({ ...repo, job_id })
    expect(logs.data).toMatch(/Z Hello 🛒\n$/)
  })

  test('answers 204 when nobody asked for the run, which is then found by its name', async () => {
    expect((await dispatch()).status).toBe(204)
    await on.playground.settled()
    const { data } = await on.bot.rest.actions.listWorkflowRuns({ ...on.repo, workflow_id: 'agent.yml' })
    expect(data.workflow_runs.map(({ run_number }) => run_number)).toEqual([2, 1])
  })

  test.each<[string, object, string]>([
    ['an unknown ref', { ref: 'nowhere' }, 'No ref found for: nowhere'],
    ['an unexpected input', { inputs: { run: '{}', more: '1' } }, 'Unexpected inputs provided: ["more"]'],
    ['a missing input', { inputs: {} }, "Required input 'run' not provided"],
    [
      'a choice that is none',
      { inputs: { run: '{}', size: 'huge' } },
      "Provided value 'huge' for input 'size' not in the list of allowed values",
    ],
    [
      'too many inputs',
      { inputs: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`i${n}`, ''])) },
      'you may only define up to 25 `inputs` for a `workflow_dispatch` event',
    ],
    ['inputs too large', { inputs: { run: 'x'.repeat(65_535) } }, 'inputs are too large.'],
  ])('is refused for %s', async (_, more, message) => {
    expect(await refusal(dispatch(more))).toMatchObject({ status: 422, message })
  })

  test('is refused for a workflow that is not there, or does not ask to be dispatched', async () => {
    expect((await refusal(dispatch({}, 'nowhere.yml'))).status).toBe(404)
    expect(await refusal(dispatch({ inputs: {} }, 'ci.yml'))).toMatchObject({
      status: 422,
      message: "Workflow does not have 'workflow_dispatch' trigger",
    })
  })
})

describe('a run', () => {
  test('that is asked to stop ends cancelled; one that is over cannot be', async () => {
    const { bot, repo, playground } = on
    script = async (_, cancelled) => {
      await cancelled
      return 'cancelled'
    }
    const { data } = await dispatch({ return_run_details: true })
    const { workflow_run_id: run_id } = data as { workflow_run_id: number }
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await bot.rest.actions.cancelWorkflowRun({ ...repo, run_id })).status).toBe(202)
    await playground.settled()
    expect(playground.read.workflowRuns('acme/shop').at(-1)?.conclusion).toBe('cancelled')
    expect((await refusal(bot.rest.actions.cancelWorkflowRun({ ...repo, run_id }))).status).toBe(409)
  })

  test('whose runner breaks is a failure with the reason in its log', async () => {
    script = async () => {
      throw new Error('out of disk')
    }
    await dispatch()
    await on.playground.settled()
    expect(on.playground.read.workflowRuns('acme/shop').at(-1)?.conclusion).toBe('failure')
    const log = on.playground.events().flatMap((event) => (event.type === 'log' ? [event.line] : []))
    expect(log.at(-1)).toContain('out of disk')
  })

  test('gets the files of any repository and ref, with their modes and without git data', async () => {
    const into = await mkdtemp(join(tmpdir(), 'playground-checkout-'))
    script = async (order) => {
      await order.checkout('acme/shop', 'main', join(into, 'action'))
      return 'success'
    }
    await dispatch()
    await on.playground.settled()
    expect((await readdir(join(into, 'action'))).sort()).toEqual(['.github', 'README.md', 'bin', 'src'])
    expect((await stat(join(into, 'action/bin/run'))).mode & 0o111).not.toBe(0)
    await rm(into, { recursive: true })
  })

  test('holds a token with just its permissions, and an id token; both end with it', async () => {
    const { playground, repo } = on
    let token = ''
    let ask = () => Promise.resolve(new Response())
    const seen: unknown[] = []
    script = async (order) => {
      token = order.jobToken({ contents: 'read', 'pull-requests': 'write' } as never)
      const job = tokenClient(playground, token)
      seen.push((await job.rest.repos.getContent({ ...repo, path: 'README.md' })).status)
      seen.push((await refusal(job.rest.issues.create({ ...repo, title: 'No' }))).status)
      seen.push((await refusal(job.rest.repos.get({ owner: 'acme', repo: 'other' }))).status)
      const { requestUrl, requestToken } = order.oidc(`acme/shop/.github/workflows/agent.yml@refs/heads/main`)
      ask = () =>
        fetch(`${requestUrl}&audience=https://app.example`, {
          headers: { authorization: `Bearer ${requestToken}` },
        })
      const { value } = (await (await ask()).json()) as { value: string }
      seen.push(decodeJwt(value))
      seen.push(
        await order.readFile('acme/shop', 'main', 'README.md'),
        await order.readFile('acme/shop', 'main', 'no'),
      )
      return 'success'
    }
    await playground.repository('acme', 'other', { 'a.txt': 'a' })
    const { data } = await dispatch({ return_run_details: true })
    await playground.settled()
    expect(seen).toEqual([
      200,
      403,
      404,
      expect.objectContaining({
        aud: 'https://app.example',
        run_id: String((data as { workflow_run_id: number }).workflow_run_id),
        job_workflow_sha: on.base,
      }),
      '# shop\n',
      null,
    ])
    expect((await refusal(tokenClient(playground, token).rest.repos.get(repo))).status).toBe(401)
    expect((await ask()).status).toBe(401)
  })
})
