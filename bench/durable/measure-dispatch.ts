import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import { appManifest } from '../../playground/app-manifest.ts'
import { freePort } from '../../playground/free-port.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import { ownTime } from '../own-time.ts'
import { median } from '../table.ts'
import { type Kept, startApp } from './start-app.ts'

const FIRST = 2

/** Milliseconds from the webhook until GitHub is asked to dispatch, without those in which GitHub had not answered; of so many. */
export async function measureDispatch(kept: Kept, count: number): Promise<number> {
  const port = await freePort()
  const github = await startPlayground()
  try {
    for (const login of ['acme', 'ada']) github.user(login)
    await github.repository('acme', 'shop', {
      '.github/agent.yml': 'version: 1\n',
      [CALLER_WORKFLOW_PATH]: callerWorkflow(),
    })
    github.permit('acme/shop', 'ada', 'write')
    const registered = github.app({
      ...(await appManifest()),
      webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    })
    const app = await startApp(kept, {
      PORT: String(port),
      APP_ID: String(registered.id),
      PRIVATE_KEY: registered.privateKey,
      WEBHOOK_SECRET: registered.webhookSecret,
      ...{ GITHUB_API_URL: github.apiUrl, GITHUB_SERVER_URL: github.url },
    })
    try {
      await github.install(registered, ['acme/shop'])
      const times: number[] = []
      // The first ones fetch tokens and begin the judges; a server does that once.
      for (let one = -FIRST; one < count; one++) {
        const ms = await dispatched(github)
        if (one >= 0) times.push(ms)
      }
      return median(times.sort((a, b) => a - b))
    } finally {
      await app.stop()
    }
  } finally {
    await github.close()
  }
}

async function dispatched(github: Awaited<ReturnType<typeof startPlayground>>): Promise<number> {
  const issue = await github.openIssue('acme/shop', { title: 'Discounts', body: 'Off.', actor: 'ada' })
  const seen = github.requests().length
  let asked = Number.NaN
  const stop = github.onEvent((event) => {
    // Told when it was answered; it left that much earlier.
    if (event.type === 'delivery' && event.event === 'issue_comment' && Number.isNaN(asked))
      asked = performance.timeOrigin + performance.now() - event.ms
  })
  await github.comment('acme/shop', issue, { body: '/agent implement', actor: 'ada' })
  try {
    const until = Date.now() + 60_000
    for (;;) {
      const requests = github.requests().slice(seen)
      const dispatch = requests.find(({ method, path }) => method === 'POST' && path.endsWith('/dispatches'))
      if (dispatch !== undefined && !Number.isNaN(asked)) return ownTime(asked, dispatch.at, requests)
      if (Date.now() > until) throw new Error('No run was dispatched.')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    stop()
  }
}
