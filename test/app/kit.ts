import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, afterEach, expect } from '@jest/globals'
import { importPKCS8, SignJWT } from 'jose'
import { readConfig } from '../../app/config.ts'
import { createJudges } from '../../app/judging/judges.ts'
import { type RunningApp, startServer, type Times } from '../../app/server.ts'
import type { Database } from '../../app/store/database.ts'
import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import { appManifest } from '../../playground/app-manifest.ts'
import { freePort } from '../../playground/free-port.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import { HURRIED } from '../../playground/hurried.ts'
import type { PlaygroundApp } from '../../playground/interface/app-acts.ts'
import type { Playground } from '../../playground/interface/playground.ts'
import type { SeenRequest } from '../../playground/interface/seen-request.ts'
import { closeScratch, emptyScratch, scratchDatabase } from '../../playground/scratch-database.ts'
import { forbiddenWrites } from './allowed-writes.ts'
import { Runner } from './runner.ts'
import { privateKey } from './settings.ts'

/**
 * A conversation on a local GitHub: somebody comments, the app answers, the test plays the runner. Everything between is
 * the real thing.
 */
export type Story = {
  github: Playground
  app: RunningApp
  /** What the app keeps. */
  database: Database
  /** Reins as GitHub knows it: to install it on more repositories. */
  registered: PlaygroundApp
  /** "acme/shop" */
  repository: string
  installation: number
  /** Head of main when the story begins. */
  base: string
  issue: number
  /** Somebody comments on the issue, and the app has done what it wants to do about it. */
  comments: (who: string, body: string, issue?: number) => Promise<number>
  edits: (who: string, comment: number, body: string) => Promise<void>
  /** What the app says on the issue: its comments as they stand now, without their hidden first line. */
  replies: (issue?: number) => string[]
  /** Everything the app wrote on GitHub since this was asked last: "POST issues/1/comments". */
  writes: () => string[]
  /** The job that GitHub started last, played by the test. */
  runner: () => Runner
  /** Somebody asked and the runner has claimed; what was written until then is left out of `writes`. */
  running: () => Promise<Runner>
  /** GitHub delivers a webhook again, as from the App's settings page. */
  redeliver: (guid: string) => Promise<void>
  /** A delivery with a payload of the test's own, signed as GitHub would. */
  delivers: (event: string, payload: object) => Promise<void>
  /** What GitHub delivered last of what people did, heard or not, with its GUID. */
  heard: (event: string) => Promise<{ guid: string; payload: Payload }>
  /** Things happen while the app does not listen; it begins anew afterwards. */
  unheard: (acts: () => Promise<unknown>) => Promise<void>
  /** GitHub's clock goes on by so many milliseconds. */
  later: (ms: number) => void
  settled: () => Promise<void>
  /** The app ends and begins anew, on the same database: what only the process knew is gone. */
  restarts: () => Promise<void>
  /** The database is lost, and the app begins anew on an empty one. */
  loses: () => Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: tests alter payloads at will.
export type Payload = any

export const SECRET = 'a-secret-of-the-webhook'

export const HARNESS = `version: 1
scope:
  write: [src/**, test/**]
checks:
  - { name: test, run: npm test }
invariants:
  - id: no-console
    paths: [src/**]
    regex: 'console\\.log'
    level: error
    why: Logs must be structured.
    fix: Use \`log\` from src/log.js.
`
const FILES = {
  '.github/agent.yml': HARNESS,
  [CALLER_WORKFLOW_PATH]: callerWorkflow(),
  'package.json': '{"name":"shop","scripts":{"test":"node --test"}}\n',
  'src/cart.js': 'export function total(items) {\n  return items.length\n}\n',
}

type Scene = {
  /** Null takes a file away. */
  files?: Record<string, string | null>
  variables?: Record<string, string>
  times?: Times
  /** File descriptor of the app's log. */
  logTo?: number
  issue?: { title: string; body: string; actor: string }
  /** Makes acme an organization with these teams. */
  teams?: Parameters<Playground['organization']>[1]
  /** The App hears of pull requests too. Stories of runs do without, so that what is written is all theirs. */
  pullRequests?: boolean
}

/** Events of pull requests and of their checks. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'check_run', 'check_suite']

/** One for all stories of a file: a process takes half a second to start. */
const judges = createJudges()
afterAll(() => judges.close())
afterAll(closeScratch)

const open: { close: () => Promise<void> }[] = []
const worlds: Playground[] = []
afterEach(async () => {
  const forbidden = worlds.splice(0).flatMap((github) => forbiddenWrites(github.requests()))
  for (const one of open.splice(0).reverse()) await one.close()
  expect(forbidden).toEqual([])
})

/** acme/shop with its rules and workflow, Reins installed, an issue of ada's. Ada may write, eve may only read. */
export async function begin(scene: Scene = {}): Promise<Story> {
  let ahead = 0
  const github = await startPlayground({ now: () => Date.now() + ahead })
  open.push(github)
  worlds.push(github)
  for (const login of ['acme', 'ada', 'bob', 'eve']) github.user(login)
  if (scene.teams) github.organization('acme', scene.teams)
  const files = Object.entries({ ...FILES, ...scene.files }).filter(
    (file): file is [string, string] => file[1] !== null,
  )
  const repository = 'acme/shop'
  const base = await github.repository('acme', 'shop', Object.fromEntries(files))
  github.permit(repository, 'ada', 'write')
  github.permit(repository, 'bob', 'maintain')
  github.permit(repository, 'eve', 'read')

  const installed = await install(github, scene)
  const { registered, installation } = installed
  let { app } = installed
  const issue = await github.openIssue(repository, {
    title: 'Discounts',
    body: 'Take discounts off the total.',
    actor: 'ada',
    ...scene.issue,
  })
  const settled = async () => {
    await github.settled()
    await app.settled()
    await github.settled()
  }
  await settled()
  let seen = github.requests().length
  const story: Story = {
    github,
    app,
    database: installed.database,
    registered,
    repository,
    installation,
    base,
    issue,
    async comments(who, body, on = issue) {
      const id = await github.comment(repository, on, { body, actor: who })
      await settled()
      return id
    },
    async edits(who, comment, body) {
      await github.editComment(repository, comment, { body, actor: who })
      await settled()
    },
    replies: (on = issue) =>
      github.read
        .comments(repository, on)
        .filter(({ actor }) => actor === 'reins[bot]')
        .map(({ body }) => body.replace(/^<!--.*-->\n/, '')),
    writes() {
      const all = github.requests()
      const writes = all.slice(seen).flatMap(toWrite)
      seen = all.length
      return writes
    },
    runner: () => Runner.of(github, repository, app),
    async running() {
      await story.comments('ada', '/agent implement')
      const runner = story.runner()
      expect(await runner.claim()).toMatchObject({ status: 200 })
      await settled()
      story.writes()
      return runner
    },
    async redeliver(guid) {
      await redeliver(github, registered, guid)
      await settled()
    },
    async delivers(event, payload) {
      const body = JSON.stringify(payload)
      const signature = createHmac('sha256', registered.webhookSecret).update(body).digest('hex')
      const answer = await fetch(`${app.url}/api/github/webhooks`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body,
      })
      expect(answer.status).toBe(202)
      await settled()
    },
    async heard(event) {
      const { url, headers, list } = await deliveriesOf(github, registered)
      for (const one of list.filter((delivery) => delivery.event === event)) {
        const whole = await fetch(`${url}/${one.id}`, { headers })
        const { payload } = ((await whole.json()) as { request: { payload: Payload } }).request
        if (payload.sender.type !== 'Bot') return { guid: one.guid, payload }
      }
      throw new Error(`GitHub delivered no ${event} of a person.`)
    },
    async unheard(acts) {
      await app.close()
      await acts()
      await github.settled()
      app = await installed.start()
      story.app = app
    },
    later(ms) {
      ahead += ms
    },
    settled,
    async restarts() {
      await app.close()
      app = await installed.start()
      story.app = app
    },
    async loses() {
      await app.close()
      await emptyScratch(installed.database)
      app = await installed.start()
      story.app = app
    },
  }
  return story
}

/**
 * However long a story takes, no progress is written in the middle of it that it did not ask for; and what was not heard
 * stays unheard, unless it is about just that.
 */
const QUIET: Times = { pace: { phase: 600_000, turn: 600_000 }, jobs: HURRIED, sweep: null }

async function install(
  github: Playground,
  { variables = {}, times = {}, pullRequests = false, logTo }: Scene,
): Promise<{
  app: RunningApp
  registered: PlaygroundApp
  installation: number
  database: Database
  start: () => Promise<RunningApp>
}> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const webhookUrl = `${url}/api/github/webhooks`
  const manifest = await appManifest()
  const events = manifest.events.filter((event) => pullRequests || !PULL_REQUEST_EVENTS.includes(event))
  const registered = github.app({ ...manifest, events, webhookUrl, privateKey })
  const read = readConfig({
    APP_ID: String(registered.id),
    PRIVATE_KEY: registered.privateKey,
    WEBHOOK_SECRET: registered.webhookSecret,
    REINS_URL: url,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: process.env.REINS_TEST_LOG ?? 'fatal',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.url,
    OPENAI_API_KEY: 'sk-operator',
    ...variables,
  })
  if (read.kind === 'broken') throw new Error(read.problems.join('\n'))
  const database = await scratchDatabase()
  open.push(database)
  const start = async () => {
    const shared = { judges, database }
    const app = await startServer(read.config, { ...shared, ...QUIET, ...times }, logTo)
    open.push(app)
    return app
  }
  const app = await start()
  const installation = await github.install(registered, ['acme/shop'])
  await app.settled()
  return { app, registered, installation, database, start }
}

async function redeliver(github: Playground, app: PlaygroundApp, guid: string): Promise<void> {
  const { url, headers, list } = await deliveriesOf(github, app)
  const id = list.find((delivery) => delivery.guid === guid)?.id
  const again = await fetch(`${url}/${id}/attempts`, { method: 'POST', headers })
  if (!again.ok) throw new Error(`not redelivered: ${again.status}`)
}

/** The newest hundred, newest first. */
async function deliveriesOf(github: Playground, app: PlaygroundApp) {
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(String(app.id))
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(await importPKCS8(app.privateKey, 'RS256'))
  const headers = { authorization: `Bearer ${jwt}` }
  const url = `${github.apiUrl}/app/hook/deliveries`
  const listed = await fetch(`${url}?per_page=100`, { headers })
  const list = (await listed.json()) as { id: number; guid: string; event: string }[]
  return { url, headers, list }
}

/** Reading by GraphQL and asking for tokens are posts too, and write nothing. */
function toWrite({ method, path, body, as, status }: SeenRequest): string[] {
  if (method === 'GET' || method === 'HEAD' || !as.startsWith('reins[bot]')) return []
  const query = String((body as { query?: string } | null)?.query ?? '')
  const short = path.replace(/^.*\/repos\/acme\/shop\//, '').replace(/^.*\/graphql$/, 'graphql')
  if (short === 'graphql' && !query.startsWith('mutation')) return []
  const mutation = short === 'graphql' ? ` ${/\{\s*(\w+)/.exec(query)?.[1]}` : ''
  return [`${method} ${short}${mutation}${status >= 400 ? ` → ${status}` : ''}`]
}

/** The webhook's address has to be known before the app listens, as on GitHub. */
