import type { RunningApp, Times } from '../../app/server.ts'
import type { PlaygroundApp } from '../../playground/interface/app-acts.ts'
import type { Playground } from '../../playground/interface/playground.ts'
import type { SeenRequest } from '../../playground/interface/seen-request.ts'
import type { ModelServer } from '../../playground/model/start-model-server.ts'
import type { Turn } from '../../playground/model/turn.ts'
import type { Answered, Webhook } from './deliver.ts'
import type { Planted } from './plant.ts'
import type { PlayedRunner } from './played-runner.ts'
import type { Call, Tap } from './tap.ts'

export type WorldOptions = {
  /** Added to the usual files of acme/shop, or in their place; null takes one away. */
  files?: Record<string, Planted[string] | null>
  /** The default branch: "main". */
  branch?: string
  /** .github/agent.yml; null for none. */
  harness?: string | null
  /** Of the app's environment. */
  variables?: Record<string, string>
  times?: Times
  /** Of the machine that plays the runner: PATH of every step, and variables that it gives to every job. */
  runnerPath?: string
  runnerVariables?: Record<string, string>
  /** `real` runs the workflow with the bundled action; `played` leaves it queued, and the test is the runner. */
  runner?: 'real' | 'played'
  /** Turns of the scripted model; a function is asked at its first call, and knows what was stolen until then. */
  says?: Turn[] | ((world: World) => Turn[])
  /** Sees every call to the app before it arrives; what it returns is sent instead of the body. */
  before?: (call: Call, world: World) => Promise<Buffer | string | undefined>
  /** Sees every call of the app to GitHub before GitHub does: for what happens between two of them. */
  beforeGitHub?: (call: Call, world: World) => Promise<Buffer | string | undefined>
  /** The App hears of pull requests too; without it, everything that is written belongs to the run. */
  pullRequests?: boolean
}

/**
 * acme/shop with Reins installed. ada may write, bob maintain, root administer; eve may only read; mallory is nobody.
 * globex/vault, private, of the same App in another installation, belongs to gus.
 */
export type World = {
  github: Playground
  app: RunningApp
  model: ModelServer
  /** Between app and whoever calls it: every call, webhooks too. Its address is the app's public one. */
  tap: Tap
  registered: PlaygroundApp
  /** Of acme. */
  installation: number
  /** "acme/shop" */
  repository: string
  /** Head of main when the world begins. */
  base: string
  /** The runner's folders below it are kept until the world closes. */
  folder: string
  /** Everything nobody may see, by what it is. Grows as tokens are made. */
  secrets: Map<string, string>
  /** What the app wrote to its log. */
  log: () => string
  /** Somebody opens an issue; ada unless said. @returns its number. */
  issue: (given?: { title?: string; body?: string; actor?: string; in?: string }) => Promise<number>
  /** Somebody comments, and the app has done what it wants to do about it. @returns the comment's id. */
  comment: (who: string, body: string, issue: number, repository?: string) => Promise<number>
  /** What the app says on an issue: its comments as they stand now. */
  replies: (issue: number, repository?: string) => string[]
  /** Everything the app changed on GitHub, in order: "POST /repos/acme/shop/issues/1/comments". */
  writes: () => string[]
  /** What the app asked of GitHub, whole. */
  asked: () => SeenRequest[]
  /** Commands that became a workflow run. */
  dispatched: (repository?: string) => number
  /** The last workflow run of a repository, with the test as its runner. */
  runner: (repository?: string) => PlayedRunner
  /** ada asks on a new issue, and the test claims the run. @throws when that does not work. */
  claimed: (issue?: number) => Promise<PlayedRunner>
  /** The app is stopped, and begins anew with what it has kept. */
  restart: (meanwhile: () => Promise<unknown>) => Promise<void>
  /** A delivery straight to the app's door, with whatever signature. */
  deliver: (webhook: Webhook) => Promise<Answered>
  /** globex/vault, made and installed at first need. @returns its installation. */
  neighbour: () => Promise<{ installation: number; repository: string; secret: string }>
  settled: () => Promise<void>
  close: () => Promise<void>
}
