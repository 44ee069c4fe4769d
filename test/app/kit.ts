import { createServer } from 'node:net'
import { afterEach, expect } from '@jest/globals'
import { importPKCS8, SignJWT } from 'jose'
import { readConfig } from '../../app/config.ts'
import { type RunningApp, startServer, type Times } from '../../app/server.ts'
import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import { appManifest } from '../../playground/app-manifest.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import type { Playground, PlaygroundApp, SeenRequest } from '../../playground/types.ts'
import { Runner } from './runner.ts'
import { privateKey } from './settings.ts'

/**
 * A conversation on a local GitHub: somebody comments, the app answers, the test plays the runner. Everything between is
 * the real thing.
 */
export type Story = {
  github: Playground
  app: RunningApp
  /** Reins as GitHub knows it: to install it on more repositories. */
  registered: PlaygroundApp
  /** "acme/shop" */
  repository: string
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
  settled: () => Promise<void>
}

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
  issue?: { title: string; body: string; actor: string }
}

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** acme/shop with its rules and workflow, Reins installed, an issue of ada's. Ada may write, eve may only read. */
export async function begin(scene: Scene = {}): Promise<Story> {
  const github = await startPlayground({})
  open.push(github)
  for (const login of ['acme', 'ada', 'bob', 'eve']) github.user(login)
  const files = Object.entries({ ...FILES, ...scene.files }).filter(
    (file): file is [string, string] => file[1] !== null,
  )
  const repository = 'acme/shop'
  const base = await github.repository('acme', 'shop', Object.fromEntries(files))
  github.permit(repository, 'ada', 'write')
  github.permit(repository, 'bob', 'maintain')
  github.permit(repository, 'eve', 'read')

  const { app, registered } = await install(github, scene)
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
    registered,
    repository,
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
    settled,
  }
  return story
}

/** However long a story takes, no progress is written in the middle of it that it did not ask for. */
const UNHURRIED = { phase: 600_000, turn: 600_000 }

async function install(
  github: Playground,
  { variables = {}, times = {} }: Scene,
): Promise<{ app: RunningApp; registered: PlaygroundApp }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const webhookUrl = `${url}/api/github/webhooks`
  const registered = github.app({ ...(await appManifest()), webhookUrl, privateKey })
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
  const app = await startServer(read.config, { pace: UNHURRIED, ...times })
  open.push(app)
  await github.install(registered, ['acme/shop'])
  await app.settled()
  return { app, registered }
}

async function redeliver(github: Playground, app: PlaygroundApp, guid: string): Promise<void> {
  const jwt = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(String(app.id))
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(await importPKCS8(app.privateKey, 'RS256'))
  const headers = { authorization: `Bearer ${jwt}` }
  const listed = await fetch(`${github.apiUrl}/app/hook/deliveries?per_page=100`, { headers })
  const deliveries = (await listed.json()) as { id: number; guid: string }[]
  const id = deliveries.find((delivery) => delivery.guid === guid)?.id
  const again = await fetch(`${github.apiUrl}/app/hook/deliveries/${id}/attempts`, {
    method: 'POST',
    headers,
  })
  if (!again.ok) throw new Error(`not redelivered: ${again.status}`)
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
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
