import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { toRequest } from '../../app/inbox/to-request.ts'

const examples: { name: string; examples: object[] }[] = createRequire(import.meta.url)(
  '@octokit/webhooks-examples',
)
const self = { appId: 7 }
const WRITTEN = { created_at: '2026-11-23T10:00:00Z', updated_at: '2026-11-23T11:00:00Z' }
const comment = (more: object = {}, action = 'created') => ({
  guid: 'g',
  event: 'issue_comment',
  action,
  payload: {
    action,
    installation: { id: 1 },
    repository: { id: 2, name: 'shop', owner: { login: 'acme' }, default_branch: 'main', private: true },
    issue: {
      ...{
        number: 3,
        title: 'T',
        body: null,
        state: 'open',
        html_url: 'i',
        updated_at: '2026-11-23T10:00:00Z',
      },
      user: { login: 'eve', id: 5, type: 'User' },
    },
    comment: { id: 4, node_id: 'IC_4', body: '/agent help', html_url: 'u', ...WRITTEN },
    sender: { login: 'ada', id: 6, type: 'User' },
    ...more,
  },
})

test('a comment of a person becomes a request', () => {
  expect(toRequest(comment(), self)).toEqual({
    kind: 'request',
    node: 'IC_4',
    edited: false,
    before: '',
    request: {
      installation: 1,
      repository: { id: 2, owner: 'acme', name: 'shop', defaultBranch: 'main', private: true },
      subject: {
        number: 3,
        title: 'T',
        body: '',
        author: 'eve',
        isPullRequest: false,
        open: true,
        labels: [],
        changed: false,
      },
      comment: { id: 4, body: '/agent help', url: 'u', at: '2026-11-23T10:00:00Z' },
      actor: { login: 'ada', id: 6, isBot: false },
    },
  })
})

test('of an edited comment the text before counts too, and who edited it asks', () => {
  const edited = comment(
    { changes: { body: { from: 'hello' } }, sender: { login: 'bob', id: 9, type: 'User' } },
    'edited',
  )
  expect(toRequest(edited, self)).toMatchObject({
    kind: 'request',
    edited: true,
    before: 'hello',
    request: { actor: { login: 'bob' }, comment: { at: '2026-11-23T11:00:00Z' } },
  })
  expect(toRequest(comment({ changes: {} }, 'edited'), self)).toEqual({
    kind: 'ignore',
    reason: 'the text of the comment is the same',
  })
})

test('our own comments, organisations, archived repositories and deliveries without an installation ask for nothing', () => {
  const { payload } = comment()
  const reasons = [
    comment({ comment: { ...payload.comment, performed_via_github_app: { id: 7 } } }),
    comment({ sender: { login: 'acme', id: 1, type: 'Organization' } }),
    comment({ repository: { ...payload.repository, archived: true } }),
    comment({ installation: undefined }),
    comment({ issue: { number: 'three' } }),
  ].map((delivery) => toRequest(delivery, self))
  expect(reasons).toEqual([
    { kind: 'ignore', reason: 'the comment is our own' },
    { kind: 'ignore', reason: 'acme is no person' },
    { kind: 'ignore', reason: 'the repository is archived' },
    { kind: 'ignore', reason: 'the delivery names no installation' },
    { kind: 'ignore', reason: expect.stringContaining('does not look like GitHub') },
  ])
})

test('a bot asks as a bot; the rules say whether it may', () => {
  expect(toRequest(comment({ sender: { login: 'renovate[bot]', id: 1, type: 'Bot' } }), self)).toMatchObject({
    kind: 'request',
    request: { actor: { login: 'renovate[bot]', isBot: true } },
  })
})

test('every real payload gets a decision with its reason, none a crash', () => {
  const payloads = examples.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ event: name, payload })),
  )
  expect(payloads).toHaveLength(329)
  for (const { event, payload } of payloads) {
    const action = 'action' in payload ? String(payload.action) : null
    const asked = toRequest({ guid: 'g', event, action, payload }, self)
    if (asked.kind === 'ignore') expect(asked.reason).toMatch(/\S/)
    else expect(event).toBe('issue_comment')
  }
})
