import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'
import { shopFiles } from '../../attack/stage/shop-files.ts'
import type { Seeded } from '../../bench/rules/seeded.ts'
import { appManifest } from '../../playground/app-manifest.ts'
import { askPostgres } from '../../playground/ask-postgres.ts'
import { startPlayground } from '../../playground/github/start-playground.ts'
import type { PlaygroundApp } from '../../playground/interface/app-acts.ts'
import type { Playground } from '../../playground/interface/playground.ts'
import { startModelServer } from '../../playground/model/start-model-server.ts'
import { endAtLast } from '../leave.ts'
import { callOf, type Step, writeOf } from '../steps/step.ts'
import { type Moment, type Trap, watchFor } from '../steps/trap.ts'
import { type Instead, openWire } from '../wires/wire.ts'
import { type Played, playRunner } from './play-runner.ts'
import { type Supervised, supervise } from './supervise.ts'

export type Engine = 'pglite' | 'postgres'

export type Weather = {
  fault: ((step: Step, moment: Moment) => Instead | null) | null
  /** By how much a webhook is late; milliseconds. */
  late: (() => number) | null
  /** How long a runner takes before it claims; milliseconds. */
  begins: (() => number) | null
}

/** A local GitHub with several repositories of several owners, and the app in processes of its own that are killed. */
export type World = {
  engine: Engine
  github: Playground
  registered: PlaygroundApp
  repositories: string[]
  instances: Supervised[]
  played: Played[]
  traps: Trap[]
  /** What goes wrong on its own, beside the traps: `fault` is asked at every write to GitHub when it arrives and when it is done, `late` is how many milliseconds a webhook takes. */
  weather: Weather
  kills: () => number
  /** Kills one instance, any unless said. */
  kill: (instance?: number | null) => void
  /** Where everybody reaches whichever instance lives. */
  door: string
  database: { folder: string } | { url: string }
  logFile: string
  close: () => Promise<void>
}

type Given = {
  engine: Engine
  random: Seeded
  /** Of its superuser. */
  postgres: string | null
  /** Milliseconds that a clock may be off, either way. */
  skew: number
}

/** Each has its own limits with GitHub, which the app keeps to; with fewer, most of a round is waiting for them. */
const OWNERS = Array.from({ length: 25 }, (_, at) => `owner-${at + 1}`)
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
/** What would make a burst wait for minutes is measured elsewhere; here time is needed for kills. */
const UNLIMITED = {
  contentMinute: 1_000_000,
  contentHour: 1_000_000,
  restPoints: 1_000_000,
  primary: 1_000_000,
}
let worlds = 0

export async function openWorld(given: Given): Promise<World> {
  const closers: (() => unknown)[] = []
  const close = endAtLast(async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  })
  try {
    return await open(given, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  { engine, random, postgres, skew }: Given,
  closers: (() => unknown)[],
  close: () => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'reins-chaos-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  worlds += 1
  const played: Played[] = []
  const weather: Weather = { fault: null, late: null, begins: null }
  const github = await startPlayground({
    rateLimits: UNLIMITED,
    runner: playRunner({
      random,
      played,
      begins: () => weather.begins?.() ?? 50 + random.below(700),
      oidcToken: (id, audience, claims) => github.oidcToken(id, audience, claims),
    }),
  })
  closers.push(github.close)
  for (const login of ['ada', 'eve']) github.user(login)
  const files = Object.fromEntries(
    Object.entries(shopFiles({})).flatMap(([path, content]) =>
      typeof content === 'string' ? [[path, content] as const] : [],
    ),
  )
  const repositories: string[] = []
  for (const owner of OWNERS) {
    github.user(owner)
    await github.repository(owner, 'shop', files)
    github.permit(`${owner}/shop`, 'ada', 'write')
    github.permit(`${owner}/shop`, 'eve', 'read')
    repositories.push(`${owner}/shop`)
  }
  const key = 'sk-operator-0123456789'
  const model = await startModelServer({ script: [{ say: 'Yes.' }], models: ['gpt-5.5'], apiKey: key })
  closers.push(model.close)

  const traps: Trap[] = []
  const instances: Supervised[] = []
  let kills = 0
  const kill = (instance: number | null = null) => {
    const one = instances[instance ?? random.below(instances.length)]
    // The process of the embedded database dies with it or is left alone, as it comes.
    if (one?.kill(random.percent(50) ? 'all' : 'alone')) kills += 1
  }
  let turn = 0
  const living = () => {
    turn += 1
    return instances.map((_, at) => instances[(at + turn) % instances.length]?.url ?? '')
  }
  const asked = (target: string | null) => {
    const at = instances.findIndex(({ url }) => url === target)
    return at === -1 ? null : at
  }
  const watching = watchFor(() => traps, { stepOf: callOf, kill: (target) => kill(asked(target)) })
  const door = await openWire(living, {
    ...watching,
    async arrived(passing) {
      if (weather.late !== null && callOf(passing) === 'webhook') await pass(weather.late())
      return (await watching.arrived?.(passing)) ?? null
    },
  })
  closers.push(door.close)

  const registered = github.app({
    ...(await appManifest()),
    webhookUrl: `${door.url}/api/github/webhooks`,
    privateKey: PRIVATE_KEY,
  })
  const database =
    engine === 'pglite'
      ? { folder: join(folder, 'data') }
      : { url: await ownDatabase(postgres ?? '', `chaos_${process.pid}_${worlds}`, closers) }
  if ('folder' in database) await mkdir(database.folder)
  const logFile = join(folder, 'app.log')
  const count = engine === 'pglite' ? 1 : 2
  for (let at = 0; at < count; at++) {
    const toGitHub = await openWire(
      () => [github.url],
      watchFor(() => traps, {
        stepOf: writeOf,
        kill: () => kill(at),
        seen: (step, moment) => weather.fault?.(step, moment) ?? null,
      }),
    )
    closers.push(toGitHub.close)
    const toModel = await openWire(
      () => [model.url],
      watchFor(() => traps, { stepOf: () => 'model call', kill: () => kill(at) }),
    )
    closers.push(toModel.close)
    const one = await supervise({
      logFile,
      skew: () => (skew === 0 ? 0 : random.below(2 * skew) - skew),
      env: {
        APP_ID: String(registered.id),
        PRIVATE_KEY,
        WEBHOOK_SECRET: registered.webhookSecret,
        REINS_URL: door.url,
        LOG_LEVEL: 'info',
        GITHUB_API_URL: `${toGitHub.url}/api/v3`,
        GITHUB_SERVER_URL: github.url,
        OPENAI_API_KEY: key,
        OPENAI_BASE_URL: `${toModel.url}/v1`,
        REINS_INSTANCES: String(count),
        ...('folder' in database ? { REINS_DATA: database.folder } : { DATABASE_URL: database.url }),
      },
    })
    closers.push(one.stop)
    instances.push(one)
  }
  await Promise.all(instances.map((one) => one.ready()))
  for (const repository of repositories) await github.install(registered, [repository])
  await github.settled()
  return {
    ...{ engine, github, registered, repositories, instances, played, traps, weather, kill, close },
    kills: () => kills,
    ...{ door: door.url, database, logFile },
  }
}

/** @returns the address of a new database, which goes away with the world. */
async function ownDatabase(url: string, name: string, closers: (() => unknown)[]): Promise<string> {
  const ask = (text: string) => askPostgres(url, text)
  await ask(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  closers.push(() => ask(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`))
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}
