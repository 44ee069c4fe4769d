import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../../app/config.ts'
import { startServer } from '../../app/server.ts'
import { appManifest } from '../../playground/app-manifest.ts'
import { quiet } from '../../playground/demo/quiet.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import { HURRIED } from '../../playground/hurried.ts'
import { startModelServer } from '../../playground/model/start-model-server.ts'
import { createRunner } from '../../playground/runner/create-runner.ts'
import { scratchDatabase } from '../../playground/scratch-database.ts'
import type { Machine } from '../../playground/stage.ts'
import { deliver } from './deliver.ts'
import { noteTokens } from './note-tokens.ts'
import { plant } from './plant.ts'
import { PlayedRunner } from './played-runner.ts'
import type { Release } from './release.ts'
import { shopFiles } from './shop-files.ts'
import { openTap } from './tap.ts'
import { toWrites } from './to-writes.ts'
import type { World, WorldOptions } from './world.ts'

type Given = WorldOptions & { machine: Machine; release: Release; folder: string }

const MODELS = ['gpt-5.5', 'gpt-5.4-mini']
/** However long it takes, no progress is written in the middle that nobody asked for. */
const UNHURRIED = { phase: 600_000, turn: 600_000 }
/** Events of pull requests and of their checks. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'check_run', 'check_suite']

/**
 * Ids of a world. No two have the same installation: within one process, App clients that ask for a token of the same
 * installation and repository at the same moment get one and the same.
 */
const IDS = 100_000
let worlds = 0

export async function openWorld(given: Given): Promise<World> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return await open(given, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(given: Given, closers: (() => unknown)[], close: () => Promise<void>): Promise<World> {
  const { machine, release, says = [], variables = {}, times = {} } = given
  const folder = await mkdtemp(join(given.folder, 'world-'))
  const secrets = new Map<string, string>()
  const playing = {
    path: given.runnerPath ?? machine.path,
    // What a self-hosted runner has from its own settings, as the places of certificates.
    certificates: { ...machine.certificates, ...given.runnerVariables },
  }
  const runner =
    given.runner === 'real'
      ? noteTokens(createRunner({ ...playing, temp: folder, keep: true }), secrets)
      : undefined
  worlds += 1
  const github = await startPlayground({
    firstId: worlds * IDS,
    ...(runner === undefined ? {} : { runner }),
  })
  closers.push(github.close)
  for (const login of ['acme', 'ada', 'bob', 'root', 'eve', 'mallory', 'gus', 'reins-dev']) github.user(login)
  if (runner !== undefined) {
    await github.importRepository('reins-dev', 'reins', release.repository)
    await github.tag('reins-dev/reins', 'v1', release.sha)
  }
  const planted = await plant(join(folder, 'planted'), shopFiles(given), {
    path: machine.path,
    branch: given.branch,
  })
  const repository = 'acme/shop'
  const base = await github.importRepository('acme', 'shop', planted)
  const permissions = { ada: 'write', bob: 'maintain', root: 'admin', eve: 'read' } as const
  for (const [login, permission] of Object.entries(permissions)) github.permit(repository, login, permission)

  const key = `sk-operator-${'k3y'.repeat(9)}`
  const script = typeof says === 'function' ? () => says(world) : says
  const model = await startModelServer({ script, models: MODELS, apiKey: key })
  closers.push(model.close)
  const tap = await openTap()
  closers.push(tap.close)
  const upstream = await openTap()
  closers.push(upstream.close)
  upstream.target = github.url
  const manifest = await appManifest()
  const events = manifest.events.filter((one) => given.pullRequests || !PULL_REQUEST_EVENTS.includes(one))
  const webhookUrl = `${tap.url}/api/github/webhooks`
  const registered = github.app({ ...manifest, events, webhookUrl, privateKey: release.privateKey })
  const read = readConfig({
    APP_ID: String(registered.id),
    PRIVATE_KEY: registered.privateKey,
    WEBHOOK_SECRET: registered.webhookSecret,
    ...{ REINS_URL: tap.url, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'debug' },
    GITHUB_API_URL: `${given.beforeGitHub ? upstream.url : github.url}/api/v3`,
    GITHUB_SERVER_URL: github.url,
    ...{ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${model.url}/v1` },
    ...variables,
  })
  if (read.kind === 'broken') throw new Error(read.problems.join('\n'))
  secrets.set('provider key', key)
  secrets.set('private key', registered.privateKey)
  secrets.set('webhook secret', registered.webhookSecret)
  const logFile = join(folder, 'app.log')
  const logTo = openSync(logFile, 'a')
  closers.push(() => closeSync(logTo))
  const database = await scratchDatabase()
  closers.push(database.close)
  const start = () => startServer(read.config, { database, pace: UNHURRIED, jobs: HURRIED, ...times }, logTo)
  let app = await start()
  closers.push(() => app.close())
  tap.target = app.url
  const installation = await github.install(registered, [repository])

  const settled = () => quiet({ playground: github, app })
  await settled()
  let neighbour: ReturnType<World['neighbour']> | undefined
  const world: World = {
    ...{
      github,
      app,
      model,
      tap,
      registered,
      installation,
      repository,
      base,
      folder,
      secrets,
      settled,
      close,
    },
    log: () => readFileSync(logFile, 'utf8'),
    async issue({
      title = 'Discounts',
      body = 'Take discounts off the total.',
      actor = 'ada',
      in: place,
    } = {}) {
      const number = await github.openIssue(place ?? repository, { title, body, actor })
      await settled()
      return number
    },
    async comment(actor, body, issue, place = repository) {
      const id = await github.comment(place, issue, { body, actor })
      await settled()
      return id
    },
    replies: (issue, place = repository) =>
      github.read
        .comments(place, issue)
        .filter(({ actor }) => actor === 'reins[bot]')
        .map(({ body }) => body),
    writes: () => toWrites(world.asked()),
    asked: () => github.requests().filter(({ as }) => as === 'reins[bot]' || as === 'reins'),
    dispatched: (place = repository) => github.read.workflowRuns(place).length,
    runner: (place = repository) => PlayedRunner.of(github, place, tap.url),
    async claimed(given) {
      const issue = given ?? (await world.issue())
      const before = world.dispatched()
      await world.comment('ada', '/agent implement', issue)
      if (world.dispatched() === before)
        throw new Error(`No run was started: ${world.replies(issue).join()}\n${troubles(world.log())}`)
      const runner = world.runner()
      const { status, body } = await runner.claim()
      if (status !== 200) throw new Error(`The run could not be claimed: ${status} ${body.error}`)
      return runner
    },
    async restart(meanwhile) {
      await app.close()
      await meanwhile()
      app = await start()
      world.app = app
      tap.target = app.url
      await settled()
    },
    deliver: (webhook) => deliver(app.url, { secret: registered.webhookSecret, ...webhook }),
    neighbour() {
      neighbour ??= settle()
      return neighbour
    },
  }
  async function settle() {
    const secret = 'the-formula-of-globex-8472'
    const files = { ...shopFiles({}), 'src/formula.js': `export const formula = '${secret}'\n` }
    const from = await plant(join(folder, 'vault'), files, { path: machine.path })
    await github.importRepository('globex', 'vault', from)
    github.permit('globex/vault', 'gus', 'admin')
    const installed = await github.install(registered, ['globex/vault'])
    await settled()
    return { installation: installed, repository: 'globex/vault', secret }
  }
  upstream.before = async (call) => given.beforeGitHub?.(call, world)
  tap.before = async (call) => {
    const token = /^Bearer (reins_\S+)$/.exec(call.headers.authorization ?? '')?.[1]
    if (token !== undefined) secrets.set('run token', token)
    return given.before?.(call, world)
  }
  return world
}

/** Warnings and errors of the app's log. */
function troubles(log: string): string {
  return log
    .split('\n')
    .filter((line) => /"level":(?:40|50|60)/.test(line))
    .join('\n')
}
