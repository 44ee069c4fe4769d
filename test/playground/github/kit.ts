import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll } from '@jest/globals'
import { ProbotOctokit } from 'probot'
import { type PlaygroundOptions, startPlayground } from '../../../playground/github/start-playground.ts'
import type { PlaygroundApp } from '../../../playground/interface/app-acts.ts'
import type { Playground } from '../../../playground/interface/playground.ts'

export type Octokit = InstanceType<typeof ProbotOctokit>
export type Received = {
  headers: Record<string, string>
  body: string
  event: string
  action: string | undefined
}

/** One local GitHub for a file of stories: acme/shop with an App installed and its webhooks kept. */
export type Stage = {
  playground: Playground
  app: PlaygroundApp
  installation: number
  /** The App's client on acme/shop. */
  bot: Octokit
  repo: { owner: string; repo: string }
  base: string
  received: Received[]
  /** What the webhook receiver answers from now on. */
  answer: (how: (received: Received) => { status: number; after?: number }) => void
}

export const PERMISSIONS = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
} as const

export const EVENTS = [
  'check_run',
  'check_suite',
  'create',
  'delete',
  'issue_comment',
  'issues',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'workflow_run',
]

export const FILES = {
  'README.md': '# shop\n',
  'src/cart.js': lines(1, 40),
  'bin/run': { content: '#!/bin/sh\necho run\n', mode: '100755' as const },
  '.github/workflows/agent.yml': `name: agent
on:
  workflow_dispatch:
    inputs:
      run: { required: true, type: string }
      size: { type: choice, options: [small, large], default: small }
jobs: {}
`,
  '.github/workflows/ci.yml': 'name: ci\non: [push]\njobs: {}\n',
}

export function lines(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('')
}

/** Sets the stage before a file's tests and takes it down after them; read its fields inside tests only. */
export function stage(options: PlaygroundOptions = {}): Stage {
  const set = {} as Stage
  const closers: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    const hook = await receiver()
    const playground = await startPlayground(options)
    closers.push(playground.close, hook.close)
    const base = await playground.repository('acme', 'shop', FILES)
    playground.permit('acme/shop', 'ada', 'write')
    const app = playground.app({
      slug: 'reins',
      permissions: PERMISSIONS,
      events: EVENTS,
      webhookUrl: hook.url,
    })
    const installation = await playground.install(app, ['acme/shop'])
    const repo = { owner: 'acme', repo: 'shop' }
    const bot = appClient(playground, app, installation)
    Object.assign(set, { playground, app, installation, bot, repo, base })
    Object.assign(set, { received: hook.received, answer: hook.answer })
  })
  afterAll(async () => {
    for (const close of closers) await close()
  })
  return set
}

const QUIET = { debug() {}, info() {}, warn() {}, error() {}, trace() {}, fatal() {} }
const PLAIN = {
  log: QUIET as never,
  throttle: { enabled: false },
  retry: { enabled: false },
}

/** A client that gets its own installation token. */
export function appClient(playground: Playground, app: PlaygroundApp, installationId: number): Octokit {
  const auth = { appId: app.id, privateKey: app.privateKey, installationId }
  return new ProbotOctokit({ ...PLAIN, baseUrl: playground.apiUrl, auth })
}

/** A client with a token as it is. */
export function tokenClient(playground: Playground, token: string): Octokit {
  const authStrategy = () => ({
    hook: (request: (options: object) => unknown, options: { headers: Record<string, string> }) => {
      options.headers.authorization = `token ${token}`
      return request(options)
    },
  })
  return new ProbotOctokit({ ...PLAIN, baseUrl: playground.apiUrl, authStrategy } as never)
}

/** What a refused request was answered with. */
export async function refusal(request: Promise<unknown>) {
  try {
    await request
  } catch (error) {
    const { status, response } = error as {
      status: number
      response: {
        data: { message: string; errors?: unknown[]; documentation_url: string }
        headers: Record<string, string>
      }
    }
    if (response === undefined) throw error
    return { ...response.data, status, headers: response.headers }
  }
  throw new Error('The request was not refused.')
}

/** A branch with one commit of the bot upon the base. @returns its head. */
export async function branch(
  { bot, repo, base }: Stage,
  name: string,
  files: Record<string, string>,
): Promise<string> {
  await bot.rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha: base })
  return commitOnBranch(bot, { branch: name, expectedHeadOid: base, files })
}

export async function commitOnBranch(
  octokit: Octokit,
  given: { branch: string; expectedHeadOid: string; files?: Record<string, string>; deleted?: string[] },
): Promise<string> {
  const answer = await octokit.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(
    'mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }',
    {
      input: {
        branch: { repositoryNameWithOwner: 'acme/shop', branchName: given.branch },
        expectedHeadOid: given.expectedHeadOid,
        message: { headline: 'Change it' },
        fileChanges: {
          additions: Object.entries(given.files ?? {}).map(([path, content]) => ({
            path,
            contents: Buffer.from(content).toString('base64'),
          })),
          deletions: (given.deleted ?? []).map((path) => ({ path })),
        },
      },
    },
  )
  return answer.createCommitOnBranch.commit.oid
}

async function receiver() {
  const received: Received[] = []
  let how: Parameters<Stage['answer']>[0] = () => ({ status: 202 })
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const headers = request.headers as Record<string, string>
      const { action } = JSON.parse(body) as { action?: string }
      const one: Received = { headers, body, event: headers['x-github-event'] ?? '', action }
      received.push(one)
      const { status, after = 0 } = how(one)
      setTimeout(() => response.writeHead(status).end(), after)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answer: (next: typeof how) => {
      how = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
