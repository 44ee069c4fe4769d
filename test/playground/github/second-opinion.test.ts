import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createEmulator } from 'emulate'
import { ProbotOctokit } from 'probot'
import { startPlayground } from '../../../playground/github/start-playground.ts'
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

type Step = (call: Octokit['rest'], seen: Seen) => Promise<{ status: number; data?: unknown }>
type Seen = { base: string; head: string; tree: string; comment: number; pull: number; check: number }

const repo = { owner: 'ada', repo: 'shop' }
const keep =
  (key: keyof Seen, pick: (data: never) => unknown, step: Step): Step =>
  async (call, seen) => {
    const answer = await step(call, seen)
    Object.assign(seen, { [key]: pick(answer.data as never) })
    return answer
  }

const STEPS: [string, Step, string[]][] = [
  ['repository', (call) => call.repos.get(repo), ['full_name', 'private', 'default_branch', 'owner.login']],
  ['repository that is not there', (call) => call.repos.get({ owner: 'ada', repo: 'no' }), ['message']],
  [
    'branch',
    keep(
      'base',
      (data: { commit: { sha: string } }) => data.commit.sha,
      (call) => call.repos.getBranch({ ...repo, branch: 'main' }),
    ),
    ['name'],
  ],
  [
    'file',
    (call) => call.repos.getContent({ ...repo, path: 'README.md' }),
    ['type', 'encoding', 'path', 'sha', 'size'],
  ],
  ['file that is not there', (call) => call.repos.getContent({ ...repo, path: 'no' }), ['message']],
  [
    'issue',
    (call) => call.issues.create({ ...repo, title: 'A', body: 'B' }),
    ['number', 'state', 'title', 'body', 'comments'],
  ],
  ['issue that is not there', (call) => call.issues.get({ ...repo, issue_number: 99 }), ['message']],
  [
    'comment',
    keep(
      'comment',
      (data: { id: number }) => data.id,
      (call) => call.issues.createComment({ ...repo, issue_number: 1, body: 'C' }),
    ),
    ['body', 'user.type'],
  ],
  [
    'comment changed',
    (call, { comment }) => call.issues.updateComment({ ...repo, comment_id: comment, body: 'D' }),
    ['body'],
  ],
  ['label added', (call) => call.issues.addLabels({ ...repo, issue_number: 1, labels: ['ui'] }), ['0.name']],
  [
    'branch made',
    (call, { base }) => call.git.createRef({ ...repo, ref: 'refs/heads/x', sha: base }),
    ['ref', 'object.type'],
  ],
  [
    'branch made again',
    (call, { base }) => call.git.createRef({ ...repo, ref: 'refs/heads/x', sha: base }),
    ['message'],
  ],
  [
    'commit read',
    keep(
      'tree',
      (data: { tree: { sha: string } }) => data.tree.sha,
      (call, { base }) => call.git.getCommit({ ...repo, commit_sha: base }),
    ),
    [],
  ],
  [
    'tree',
    keep(
      'tree',
      (data: { sha: string }) => data.sha,
      (call, { tree }) =>
        call.git.createTree({
          ...repo,
          base_tree: tree,
          tree: [{ path: 'a.txt', mode: '100644', type: 'blob', content: 'a\n' }],
        }),
    ),
    ['truncated'],
  ],
  [
    'commit',
    keep(
      'head',
      (data: { sha: string }) => data.sha,
      (call, { base, tree }) => call.git.createCommit({ ...repo, message: 'Add', tree, parents: [base] }),
    ),
    ['message'],
  ],
  ['branch moved', (call, { head }) => call.git.updateRef({ ...repo, ref: 'heads/x', sha: head }), ['ref']],
  [
    'compared',
    (call) => call.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...x' }),
    ['status', 'ahead_by', 'total_commits', 'files.0.filename', 'files.0.status', 'files.0.additions'],
  ],
  [
    'pull request',
    keep(
      'pull',
      (data: { number: number }) => data.number,
      (call) => call.pulls.create({ ...repo, title: 'T', head: 'x', base: 'main', draft: true }),
    ),
    ['number', 'state', 'draft', 'head.ref', 'base.ref'],
  ],
  [
    'pull request again',
    (call) => call.pulls.create({ ...repo, title: 'T', head: 'x', base: 'main' }),
    ['message'],
  ],
  [
    'its files',
    (call, { pull }) => call.pulls.listFiles({ ...repo, pull_number: pull }),
    ['0.filename', '0.status', '0.additions'],
  ],
  [
    'review',
    (call, { pull }) => call.pulls.createReview({ ...repo, pull_number: pull, event: 'COMMENT', body: 'Hm' }),
    ['state', 'body'],
  ],
  [
    'check run',
    keep(
      'check',
      (data: { id: number }) => data.id,
      (call, { head }) =>
        call.checks.create({ ...repo, name: 'agent', head_sha: head, status: 'in_progress' }),
    ),
    ['name', 'status', 'conclusion'],
  ],
  [
    'check run done',
    (call, { check }) =>
      call.checks.update({
        ...repo,
        check_run_id: check,
        conclusion: 'success',
        output: { title: 'T', summary: 'S' },
      }),
    ['status', 'conclusion', 'output.title'],
  ],
  [
    'check runs',
    (call, { head }) => call.checks.listForRef({ ...repo, ref: head }),
    ['total_count', 'check_runs.0.name'],
  ],
  [
    'permission',
    (call) => call.repos.getCollaboratorPermissionLevel({ ...repo, username: 'ada' }),
    ['permission', 'role_name'],
  ],
]

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
  for (const [name, step, fields] of STEPS) {
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
