import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { toSilentRequest } from '../../app/inbox/to-silent-request.ts'

const examples: { name: string; examples: object[] }[] = createRequire(import.meta.url)(
  '@octokit/webhooks-examples',
)
const labeled = (more: object = {}, action = 'labeled') => ({
  guid: 'g',
  event: 'issues',
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
        html_url: 'https://github.com/acme/shop/issues/3',
        updated_at: '2026-11-23T10:00:00Z',
      },
      ...{ user: null, labels: [{ name: 'agent' }] },
    },
    label: { name: 'agent' },
    sender: { login: 'ada', id: 6, type: 'User' },
    ...more,
  },
})

test('a label or an assignment is a request without a comment', () => {
  expect(toSilentRequest(labeled())).toMatchObject({
    kind: 'request',
    gesture: { by: 'label', name: 'agent' },
    request: {
      subject: { number: 3, author: 'ghost', labels: ['agent'] },
      comment: { id: null, url: 'https://github.com/acme/shop/issues/3' },
      actor: { login: 'ada', isBot: false },
    },
  })
  const assignee = { login: 'reins[bot]', id: 9, type: 'Bot' }
  expect(toSilentRequest(labeled({ assignee, label: undefined }, 'assigned'))).toMatchObject({
    gesture: { by: 'assignment', login: 'reins[bot]' },
  })
})

test('without a label, an installation or a person it asks for nothing', () => {
  const { payload } = labeled()
  const reasons = [
    labeled({ label: undefined }),
    labeled({ assignee: null }, 'assigned'),
    labeled({ installation: undefined }),
    labeled({ repository: { ...payload.repository, archived: true } }),
    labeled({ sender: { login: 'acme', id: 1, type: 'Organization' } }),
    labeled({ issue: {} }),
  ].map(toSilentRequest)
  expect(reasons).toEqual([
    { kind: 'ignore', reason: 'issues.labeled asks for nothing' },
    { kind: 'ignore', reason: 'issues.assigned asks for nothing' },
    { kind: 'ignore', reason: 'the delivery names no installation' },
    { kind: 'ignore', reason: 'the repository is archived' },
    { kind: 'ignore', reason: 'acme is no person' },
    { kind: 'ignore', reason: expect.stringContaining('does not look like GitHub') },
  ])
})

test('every real payload gets a decision with its reason, none a crash', () => {
  const asked = examples.flatMap(({ name, examples }) =>
    examples.map((payload) => {
      const action = 'action' in payload ? String(payload.action) : null
      return { name, ...toSilentRequest({ guid: 'g', event: name, action, payload }) }
    }),
  )
  expect(asked).toHaveLength(329)
  expect(new Set(asked.filter(({ kind }) => kind === 'request').map(({ name }) => name))).toEqual(
    new Set(['issues']),
  )
})
