import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { machineOf as isolationMachine } from '../action/sandbox/isolation/machine-of.ts'
import { openIsolation } from '../action/sandbox/isolation/open-isolation.ts'
import { readConfig } from '../app/config.ts'
import { startServer } from '../app/server.ts'
import { certificatesOf } from '../core/run/certificates.ts'
import { appManifest } from './app-manifest.ts'
import { freePort } from './free-port.ts'
import { startPlayground } from './github/start-playground.ts'
import { type Installed, install } from './install.ts'
import type { Playground } from './interface/playground.ts'
import { startModelServer } from './model/start-model-server.ts'
import type { Turn } from './model/turn.ts'
import { page } from './page/page.ts'
import { publishRelease } from './release.ts'
import { createRunner } from './runner/create-runner.ts'
import { closeScratch, scratchDatabase } from './scratch-database.ts'

/** Who serves the model: turns written beforehand, or a real provider. */
export type ModelSource =
  | { kind: 'script'; turns: Turn[] }
  | { kind: 'provider'; apiKey: string; baseUrl: string | undefined; models: string | undefined }

export type StageOptions = {
  model: ModelSource
  /** A local git repository to work on; without one, the sample. It is cloned, never written. */
  repository?: string
  /** The playground's port; 0 or none for a free one. */
  port?: number
  logLevel?: string
  /** What the runner may know of this machine, from the entry file. */
  machine: Machine
}

export type Machine = { path: string | undefined; certificates: Record<string, string> }

/** @returns of an environment what a runner on this machine needs: where programs and certificates are. */
export function machineOf(environment: Record<string, string | undefined>): Machine {
  return { path: environment.PATH, certificates: certificatesOf(environment) }
}

export type Stage = {
  playground: Playground
  /** How the agent's tools are kept apart on this machine; with what was tried, when they are not. */
  isolation: { apart: boolean; words: string }
  /** "acme/shop" */
  repository: string
  maintainer: string
  installed: Installed
  /** Milliseconds each part took to stand, in order. */
  timings: { stage: string; ms: number }[]
  model: Awaited<ReturnType<typeof startModelServer>> | null
  app: Awaited<ReturnType<typeof startServer>>
  close: () => Promise<void>
}

/**
 * A whole GitHub on this machine with Reins installed: local GitHub, model, app, our own release, one repository.
 * Everything is the real thing but GitHub and, with a script, the model. Close it, also after a failure.
 */
export async function setStage(options: StageOptions): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  const timings: Stage['timings'] = []
  const timed = async <T>(stage: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await work()
    timings.push({ stage, ms: performance.now() - from })
    return result
  }
  try {
    const temp = await mkdtemp(join(tmpdir(), 'reins-stage-'))
    closers.push(() => rm(temp, { recursive: true, force: true }))

    const playground = await timed('local GitHub', () =>
      startPlayground({
        runner: createRunner(options.machine),
        page,
        ...(options.port === undefined ? {} : { port: options.port }),
      }),
    )
    closers.push(() => playground.close())

    const model = await timed('model', () => startModel(options.model))
    if (model) closers.push(() => model.close())

    await timed('release of the action', () => publishRelease(playground, temp))

    const maintainer = 'ada'
    playground.user(maintainer)
    const installed = await timed('repository', () =>
      install(playground, { maintainer, from: options.repository }),
    )

    const opened = await openIsolation(
      isolationMachine({ PATH: options.machine.path }, { path: options.machine.path ?? '', temp }),
      'required',
    )

    const port = await freePort()
    const manifest = await appManifest()
    const registered = playground.app({
      ...manifest,
      webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    })
    const read = readConfig({
      APP_ID: String(registered.id),
      PRIVATE_KEY: registered.privateKey,
      WEBHOOK_SECRET: registered.webhookSecret,
      REINS_URL: `http://127.0.0.1:${port}`,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: options.logLevel ?? 'warn',
      GITHUB_API_URL: playground.apiUrl,
      GITHUB_SERVER_URL: playground.url,
      // Whoever sits at this machine is the operator here: the story is told without walls, and says so.
      ...(opened.kind === 'ok' ? {} : { REINS_SANDBOX: 'off' }),
      ...modelVariables(options.model, model),
    })
    if (read.kind === 'broken') throw new Error(`The app's settings are refused: ${read.problems.join(' ')}`)
    const database = await timed('database', scratchDatabase)
    closers.push(closeScratch)
    const app = await timed('app', () => startServer(read.config, { database }, STDERR))
    closers.push(() => app.close())
    await timed('judging process', () => app.warm())
    await playground.install(registered, [installed.repository])
    await app.settled()

    const isolation = {
      apart: opened.kind === 'ok',
      words: opened.kind === 'ok' ? opened.isolation.words : opened.why,
    }
    const { repository } = installed
    return { playground, isolation, repository, maintainer, installed, timings, model, app, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startModel(source: ModelSource) {
  if (source.kind === 'provider') return null
  const { strong, other } = { strong: 'gpt-5.5', other: 'gpt-5.4-mini' }
  return startModelServer({ script: source.turns, models: [strong, other], apiKey: SCRIPTED_KEY })
}

/** What the demo prints is its story; the app's warnings stand beside it. */
const STDERR = 2

const SCRIPTED_KEY = 'sk-scripted-model-of-the-playground'

function modelVariables(source: ModelSource, model: Stage['model']): Record<string, string> {
  if (source.kind === 'script') return { OPENAI_API_KEY: SCRIPTED_KEY, OPENAI_BASE_URL: `${model?.url}/v1` }
  return {
    OPENAI_API_KEY: source.apiKey,
    ...(source.baseUrl ? { OPENAI_BASE_URL: source.baseUrl } : {}),
    ...(source.models ? { REINS_MODELS: source.models } : {}),
  }
}

/** The webhook address has to be known before the app listens, as on GitHub. */
