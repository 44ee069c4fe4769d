import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Playground } from '../interface/playground.ts'
import type { RunnerStart } from '../interface/runner.ts'
import { installApp } from './acts/install.ts'
import { registerApp } from './acts/register-app.ts'
import { actOn } from './facade/act.ts'
import { readBack } from './facade/read.ts'
import { writeHooks } from './git/create-bare.ts'
import type { Fault } from './http/faults.ts'
import { serveGitHub } from './http/serve-github.ts'
import { GITHUB_RATE_LIMITS, type RateLimits, WEBHOOK_TIMEOUT } from './limits.ts'
import { signIdToken } from './oidc/id-token.ts'
import { ensureAccount } from './world/account.ts'
import { theRepository } from './world/repository.ts'
import { mintToken } from './world/token.ts'
import { createWorld, settled, type World } from './world/world.ts'

export type PlaygroundOptions = {
  /** 0 or none: a free one. */
  port?: number
  /** Executes workflow runs; without one they stay queued. */
  runner?: RunnerStart
  /** Pages in the browser, on the same port. */
  page?: (playground: Playground) => Hono
  /** Milliseconds a webhook may take to be answered; GitHub's 10 s unless a story has less patience. */
  webhookTimeout?: number
  /** false: draft pull requests are refused in private repositories, as on GitHub's free plan. */
  draftsInPrivate?: boolean
  /** GitHub's own, where a story sets no lower ones. */
  rateLimits?: Partial<RateLimits>
  /** Ids begin behind it: 1000. */
  firstId?: number
  /** The clock, in milliseconds: stories about expired tokens turn it. */
  now?: () => number
}

/** A strict GitHub on this machine: state in memory, real git repositories in a folder that goes away with it. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'reins-playground-'))
  await writeHooks(join(folder, 'hooks'))
  const world = createWorld(
    folder,
    {
      runner: options.runner ?? null,
      now: options.now ?? Date.now,
      webhookTimeout: options.webhookTimeout ?? WEBHOOK_TIMEOUT,
      draftsInPrivate: options.draftsInPrivate ?? true,
      rateLimits: { ...GITHUB_RATE_LIMITS, ...options.rateLimits },
    },
    options.firstId,
  )
  const faults: Fault[] = []
  const app = serveGitHub(world, faults)
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' }) as Server
  // An idle connection is kept as long as GitHub keeps one: closing it just when it is used again would look like a fault.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const html = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  world.urls = {
    html,
    api: `${html}/api/v3`,
    graphql: `${html}/api/graphql`,
    issuer: `${html}/_services/token`,
  }
  const playground = toPlayground(world, { faults, server })
  if (options.page) app.route('/', options.page(playground))
  return playground
}

function toPlayground(world: World, { faults, server }: { faults: Fault[]; server: Server }): Playground {
  const { html, api, graphql, issuer } = world.urls
  let closing: Promise<void> | undefined
  return {
    url: html,
    apiUrl: api,
    graphqlUrl: graphql,
    oidcIssuer: issuer,
    ...actOn(world),
    app: (given) => registerApp(world, given),
    install: async ({ id }, names) => {
      const app = world.apps.get(id)
      if (!app) throw new Error(`playground: there is no App ${id}.`)
      const repositories = names.map((name) => theRepository(world, name))
      const actor = { account: repositories[0]?.owner ?? app.owner, app: null }
      return installApp(world, { app, repositories, actor }).id
    },
    token: (login) => mintToken(world, { kind: 'user', account: ensureAccount(world, login) }),
    oidcToken: (runId, audience, claims = {}) => {
      for (const repository of world.repositories.values()) {
        const run = repository.workflowRuns.get(runId)
        if (!run) continue
        const { login } = repository.owner
        const jobWorkflowRef = `${login}/${repository.name}/${run.workflow.path}@${run.ref}`
        return signIdToken(world, { repository, run, jobWorkflowRef }, { audience, claims })
      }
      throw new Error(`playground: there is no workflow run ${runId}.`)
    },
    read: readBack(world),
    events: () => [...world.events],
    onEvent: (listener) => {
      world.listeners.add(listener)
      return () => world.listeners.delete(listener)
    },
    requests: () => [...world.requests],
    fail: (match, answer, times = 1) => {
      faults.push({ match, answer, done: false, away: false, after: 0, left: times })
    },
    lose(match, answer, after = 0) {
      const given = typeof answer === 'number' ? { status: answer } : 'reset'
      faults.push({ match, answer: given, done: true, away: answer === 'away', after, left: 1 })
    },
    heal() {
      faults.splice(0)
    },
    settled: () => settled(world),
    close: () => {
      closing ??= close(world, server)
      return closing
    },
  }
}

async function close(world: World, server: Server): Promise<void> {
  for (const repository of world.repositories.values())
    for (const run of repository.workflowRuns.values()) run.running?.cancel()
  world.closing.abort()
  await settled(world)
  const closed = new Promise<void>((resolve, reject) =>
    server.close((error) => (error ? reject(error) : resolve())),
  )
  server.closeAllConnections()
  await closed
  for (const { git } of world.repositories.values()) await git.objects.close()
  await rm(world.folder, { recursive: true, force: true })
}
