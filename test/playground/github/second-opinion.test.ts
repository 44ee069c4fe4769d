import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createEmulator } from 'emulate'
import { ProbotOctokit } from 'probot'
import { startPlayground } from '../../../playground/github/start-playground.ts'
import { CONVERSATION, type Seen } from './conversation.ts'
import { type Octokit, PERMISSIONS } from './kit.ts'

/**
 * The same conversation with our local GitHub and with a double somebody else wrote: where both know a call they have
 * to answer alike. A difference is either a mistake of one of them or stands below with its reason.
 */
type Client = { octokit: Octokit; close: () => Promise<unknown> }

const clients: Record<'ours' | 'theirs', Client> = {} as never

beforeAll(async () => {
  clients.ours = await ours()
  clients.theirs = await theirs()
})
afterAll(async () => {
  for (const { close } of Object.values(clients)) await close()
})

async function ours(): Promise<Client> {
  const playground = await startPlayground()
  playground.user('ada')
  await playground.repository('ada', 'shop', { 'README.md': '# shop\n' })
  const app = playground.app({
    slug: 'reins',
    permissions: PERMISSIONS,
    events: [],
    webhookUrl: 'http://127.0.0.1:1/',
  })
  const installationId = await playground.install(app, ['ada/shop'])
  const auth = { appId: app.id, privateKey: app.privateKey, installationId }
  return { octokit: client(playground.apiUrl, auth), close: playground.close }
}

async function theirs(): Promise<Client> {
  const installations = [{ installation_id: 7, account: 'ada', repository_selection: 'all' }]
  const app = { app_id: 1, slug: 'reins', name: 'reins', permissions: PERMISSIONS, events: [], installations }
  const github = {
    users: [{ login: 'ada' }],
    repos: [{ owner: 'ada', name: 'shop', auto_init: true }],
    apps: [app],
  }
  const emulator = await createEmulator({ service: 'github', port: 0, seed: { github } as never })
  const privateKey = emulator.generatedSecrets.find((one) => one.kind === 'github.app_private_key')?.value
  const auth = { appId: 1, privateKey, installationId: 7 }
  return { octokit: client(emulator.url, auth), close: () => emulator.close() }
}

function client(baseUrl: string, auth: object): Octokit {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const plain = { throttle: { enabled: false }, retry: { enabled: false } }
  return new ProbotOctokit({ baseUrl, auth, log: log as never, ...plain })
}

/** Where the other double is not as GitHub is, by GitHub's own documentation. */
const THEIRS_DIFFER: Record<string, string> = {
  'pull request again': 'GitHub refuses a second open pull request of one head and base.',
  'its files': 'GitHub lists what the branch changed; the double lists nothing.',
  review: 'https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request answers 200.',
  'check run done': 'https://docs.github.com/rest/checks/runs: a conclusion sets the status to completed.',
}

async function converse({ octokit }: Client) {
  const seen = {} as Seen
  const told: Record<string, unknown> = {}
  for (const [name, step, fields] of CONVERSATION) {
    const { status, data } = await step(octokit.rest, seen).catch(
      (error: { status: number; response: { data: unknown } }) => ({
        status: error.status,
        data: error.response?.data,
      }),
    )
    told[name] = [status, ...fields.map((field) => `${field}: ${JSON.stringify(read(data, field))}`)]
  }
  return told
}

function read(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data)
}

test('both doubles answer the same conversation alike', async () => {
  const [mine, other] = [await converse(clients.ours), await converse(clients.theirs)]
  const different = Object.keys(mine).filter(
    (name) => JSON.stringify(mine[name]) !== JSON.stringify(other[name]),
  )
  const unexplained = different.filter((name) => !(name in THEIRS_DIFFER))
  expect(unexplained.map((name) => ({ name, ours: mine[name], theirs: other[name] }))).toEqual([])
  expect(Object.keys(THEIRS_DIFFER).filter((name) => !different.includes(name))).toEqual([])
})
