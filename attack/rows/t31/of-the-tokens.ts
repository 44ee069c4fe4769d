import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { askGitHub } from '../../stage/ask-github.ts'
import { type Stage, shared } from '../../stage/stage.ts'
import { add, finish } from '../../stage/turns.ts'

const content = Buffer.from('evil()\n').toString('base64')
/** What a job would do with its token, if it could. */
const WISHES: Record<string, { method: string; path: string; body: unknown }> = {
  'write a file on main': {
    method: 'PUT',
    path: '/contents/src/evil.js',
    body: { message: 'x', content, branch: 'main' },
  },
  'make a branch outside our name space': {
    method: 'POST',
    path: '/git/refs',
    body: { ref: 'refs/heads/evil', sha: 'BASE' },
  },
  'make a tag': { method: 'POST', path: '/git/refs', body: { ref: 'refs/tags/v9', sha: 'BASE' } },
  'move main by force': { method: 'PATCH', path: '/git/refs/heads/main', body: { sha: 'BASE', force: true } },
  'delete main': { method: 'DELETE', path: '/git/refs/heads/main', body: undefined },
  'open a pull request': { method: 'POST', path: '/pulls', body: { title: 'x', head: 'evil', base: 'main' } },
  'approve a pull request': {
    method: 'POST',
    path: '/pulls/PULL/reviews',
    body: { event: 'APPROVE', body: 'x' },
  },
  'merge a pull request': { method: 'PUT', path: '/pulls/PULL/merge', body: {} },
  'write a green check run': {
    method: 'POST',
    path: '/check-runs',
    body: { name: 'approvals', head_sha: 'BASE', status: 'completed', conclusion: 'success' },
  },
  'comment on an issue': { method: 'POST', path: '/issues/1/comments', body: { body: '/agent implement' } },
  'start a workflow': {
    method: 'POST',
    path: '/actions/workflows/agent.yml/dispatches',
    body: { ref: 'main', inputs: { run: '{}' } },
  },
}

/** A run in which the job's token, as the runner holds it, is used for everything while it is still good. */
export const tried = shared(async (stage: Stage) => {
  const answers = new Map<string, number>()
  let reads = 0
  const told = await stage.thread({
    says: [add('src/tax.js', 'export const tax = 19'), finish()],
    prepare: async (world) => {
      await world.github.commit(world.repository, {
        branch: 'feature',
        message: 'x',
        files: { a: 'a\n' },
        actor: 'ada',
      })
      const body = { title: 'Feature', head: 'feature', base: 'main' }
      const token = world.github.token('ada')
      const made = await askGitHub(world, { token, method: 'POST', path: '/repos/acme/shop/pulls', body })
      must(made.status === 201, `no pull request to attack: ${made.status}`)
    },
    before: async ({ path }, world) => {
      if (!path.endsWith('/report')) return undefined
      const token = world.secrets.get('job token') ?? ''
      const at = (text: string) => text.replaceAll('BASE', world.base).replaceAll('PULL', '2')
      reads = (await askGitHub(world, { token, path: '/repos/acme/shop/contents/src/cart.js' })).status
      for (const [name, { method, path, body }] of Object.entries(WISHES)) {
        const wish = {
          method,
          path: `/repos/acme/shop${at(path)}`,
          ...(body !== undefined && { body: JSON.parse(at(JSON.stringify(body))) }),
        }
        answers.set(name, (await askGitHub(world, { token, ...wish })).status)
      }
      answers.set(
        'anything with the run token',
        (await askGitHub(world, { token: world.secrets.get('run token') ?? '', path: '/repos/acme/shop' }))
          .status,
      )
      return undefined
    },
  })
  return { told, answers, reads }
})

function wish(name: string): Attempt {
  return {
    name: `a stolen token of the job is used to ${name}`,
    run: async (stage) => {
      const { answers, reads } = await tried(stage)
      const status = answers.get(name)
      must(reads === 200, `the token was not good at all: ${reads}`)
      must(status !== undefined, 'it was never tried')
      must(status === 403 || status === 404 || status === 401, `GitHub answered ${status}`)
      return stopped('workflow: read-only token', {
        tried: 'with the same token a file was read: 200',
        evidence: `${status}: the workflow grants contents: read and id-token only`,
      })
    },
  }
}

export const OF_THE_TOKENS: Attempt[] = [
  ...Object.keys(WISHES).map(wish),
  {
    name: 'the run token is used at GitHub',
    run: async (stage) => {
      const status = (await tried(stage)).answers.get('anything with the run token')
      must(status === 401, `GitHub answered ${status}`)
      return stopped('app: run token', {
        tried: 'GitHub was asked for the repository',
        evidence: '401: it is good at the app only',
      })
    },
  },
]
