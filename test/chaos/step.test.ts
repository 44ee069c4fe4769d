import { expect, test } from '@jest/globals'
import { callOf, writeOf } from '../../chaos/steps/step.ts'

const passing = (method: string, path: string, body: object = {}) => ({
  ...{ method, path, target: null },
  body: Buffer.from(JSON.stringify(body)),
})
const status = (text: string) => ({ body: `<!-- reins:status run=k tag=t -->\n${text}` })

test.each([
  ['reaction', 'POST', '/issues/comments/7/reactions', { content: 'eyes' }],
  ['reply comment', 'POST', '/issues/1/comments', { body: '<!-- reins:reply of=a tag=b -->\nHello' }],
  ['status comment', 'POST', '/issues/1/comments', status('🕓 **Accepted.**')],
  ['last status comment', 'PATCH', '/issues/comments/7', status('✅ **Done**')],
  ['last status comment', 'POST', '/issues/1/comments', status('⏹️ **Stopped**')],
  ['dispatch', 'POST', '/actions/workflows/agent.yml/dispatches', {}],
  ['branch', 'POST', '/git/refs', {}],
  ['pull request', 'POST', '/pulls', {}],
  ['review', 'POST', '/pulls/3/reviews', {}],
  ['check run', 'POST', '/check-runs', {}],
  ['check-run update', 'PATCH', '/check-runs/9', {}],
  ['cancel', 'POST', '/actions/runs/9/cancel', {}],
  [null, 'PATCH', '/issues/comments/7', status('🏃 **Working on the issue**')],
  [null, 'GET', '/pulls', {}],
])('%s is %s %s', (step, method, path, body) => {
  expect(writeOf(passing(method, `/api/v3/repos/acme/shop${path}`, body))).toBe(step)
})

test('a commit is a mutation, and a question of the same address is not', () => {
  expect(writeOf(passing('POST', '/api/graphql', { query: 'mutation { createCommitOnBranch }' }))).toBe(
    'commit',
  )
  expect(writeOf(passing('POST', '/api/graphql', { query: 'query { viewer { login } }' }))).toBeNull()
})

test('calls to the app are known by their address', () => {
  const step = (path: string) => callOf(passing('POST', path))
  expect(step('/api/github/webhooks')).toBe('webhook')
  expect(step('/runs/abc/claim')).toBe('claim')
  expect(step('/runs/abc/report')).toBe('report')
  expect(step('/model/v1/responses')).toBeNull()
})
