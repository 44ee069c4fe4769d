import { describe, expect, test } from '@jest/globals'
import type { Ask } from '../../../app/github/budget/account.ts'
import { createBudget } from '../../../app/github/budget/budget.ts'
import { PATIENCE } from '../../../app/github/budget/limits.ts'
import { RateLimited, retryAfter } from '../../../app/github/budget/rate-limited.ts'
import { toAnswer } from '../../../app/github/budget/to-answer.ts'
import { toAsk } from '../../../app/github/budget/to-ask.ts'
import { createTurnedClock } from './clock.ts'

const READ: Ask = { urgency: 'urgent', resource: 'core', points: 1, content: false }
const COMMENT: Ask = { urgency: 'urgent', resource: 'core', points: 5, content: true }
const OK = { quota: null, limited: null }
const turn = async () => {
  for (let times = 0; times < 5; times++) await null
}

function begin() {
  const clock = createTurnedClock()
  const budget = createBudget({ clock })
  const admit = (account: number | 'app', ask = READ) =>
    budget.admit(account, ask, { deadline: clock.now() + PATIENCE[ask.urgency] })
  return { clock, budget, admit }
}

test('what one installation waits for delays no other', async () => {
  const { budget, admit } = begin()
  const end = await admit(1)
  end({ quota: null, limited: { by: 'secondary', pause: 30_000 } })
  void admit(1)
  for (const other of [2, 'app'] as const) (await admit(other))(OK)
  expect(budget.snapshot()).toMatchObject([
    { account: 1, pausedUntil: 30_000, waiting: { urgent: 1, background: 0 }, underWay: 0 },
    { account: 2, pausedUntil: null, waiting: { urgent: 0, background: 0 } },
    { account: 'app', quota: null },
  ])
})

test('a hundred are under way at once, the next waits for an answer', async () => {
  const { clock, admit } = begin()
  const ends = await Promise.all(Array.from({ length: 100 }, () => admit(1)))
  let next = false
  void admit(1).then(() => {
    next = true
  })
  clock.turnTo(59_000)
  await turn()
  expect(next).toBe(false)
  ends[0]?.(OK)
  await turn()
  expect(next).toBe(true)
})

test('reads pass a comment that waits for its minute', async () => {
  const { clock, admit } = begin()
  for (let count = 0; count < 80; count++) (await admit(1, COMMENT))(OK)
  let written = false
  void admit(1, COMMENT).then(() => {
    written = true
  })
  ;(await admit(1))(OK)
  expect(written).toBe(false)
  clock.turnTo(60_000)
  await turn()
  expect(written).toBe(true)
})

test('what cannot go within its patience fails at once, and says when', async () => {
  const { admit } = begin()
  ;(await admit(1))({ quota: null, limited: { by: 'secondary', pause: 90_500 } })
  const error = await admit(1).catch((failed: unknown) => failed)
  expect(error).toBeInstanceOf(RateLimited)
  expect(error).toMatchObject({ status: 429, response: { headers: { 'retry-after': '91' } } })
  expect(retryAfter(error)).toBe(91_000)
  expect(retryAfter(new Error('no'))).toBe(null)
})

test('an app that ends keeps nobody waiting for the background', async () => {
  const { budget, admit } = begin()
  ;(await admit(1))({ quota: null, limited: { by: 'secondary', pause: 30_000 } })
  const waiting = admit(1, { ...READ, urgency: 'background' })
  budget.close()
  await expect(waiting).rejects.toBeInstanceOf(RateLimited)
  await expect(admit(1, { ...READ, urgency: 'background' })).rejects.toBeInstanceOf(RateLimited)
})

test('installations of which nothing is to be remembered are let go', async () => {
  const { clock, budget, admit } = begin()
  for (let id = 1; id <= 1_000; id++) (await admit(id))(OK)
  ;(await admit(7))({ quota: null, limited: { by: 'secondary', pause: 7_200_000 } })
  clock.turnTo(3_600_000)
  await admit(2_000)
  expect(budget.snapshot().map(({ account }) => account)).toEqual([7, 2_000])
})

describe('what a call takes', () => {
  const repo = '/repos/{owner}/{repo}'
  test.each([
    ['a read', { method: 'GET', url: `${repo}/issues` }, 1, false, 'core'],
    ['a comment', { method: 'POST', url: `${repo}/issues/{issue_number}/comments` }, 5, true, 'core'],
    ['a changed comment', { method: 'PATCH', url: `${repo}/issues/comments/{comment_id}` }, 5, true, 'core'],
    ['a deleted one', { method: 'DELETE', url: `${repo}/issues/comments/{comment_id}` }, 5, false, 'core'],
    ['a check run', { method: 'PATCH', url: `${repo}/check-runs/{check_run_id}` }, 5, false, 'core'],
    ['a blob', { method: 'POST', url: `${repo}/git/blobs` }, 5, false, 'core'],
    ['a dispatch', { method: 'POST', url: `${repo}/actions/workflows/{id}/dispatches` }, 5, false, 'core'],
    ['a token', { method: 'POST', url: '/app/installations/{id}/access_tokens' }, 5, false, 'core'],
    ['what is not known', { method: 'PUT', url: `${repo}/whatever` }, 5, true, 'core'],
    ['a query', { method: 'POST', url: '/graphql', query: 'query { x }' }, 1, false, 'graphql'],
    [
      'a mutation',
      { method: 'POST', url: 'https://g/api/graphql', query: ' mutation { x }' },
      5,
      true,
      'graphql',
    ],
  ])('%s', (_, call, points, content, resource) => {
    expect(toAsk(call, 'urgent')).toEqual({ urgency: 'urgent', points, content, resource })
  })
})

describe('what an answer says', () => {
  const now = 1_000_000
  const quota = (remaining: string, more = {}) => ({
    'x-ratelimit-limit': '12500',
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': '1060',
    ...more,
  })
  const says = (status: number, headers: object, data: unknown = {}) =>
    toAnswer({ status, headers: headers as Record<string, string>, data }, now)
  const WORDS = { message: 'You have exceeded a secondary rate limit.' }
  const RATE_LIMITED = { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }

  test('the quota, by GitHub’s own clock', () => {
    const seen = { limit: 12_500, remaining: 7, reset: now + 61_000 }
    expect(says(200, quota('7'))).toEqual({ quota: seen, limited: null })
    const date = new Date(1_030_000).toUTCString()
    expect(says(200, quota('7', { date })).quota).toEqual({ ...seen, reset: now + 31_000 })
    expect(says(200, {}).quota).toBe(null)
    expect(says(200, quota('many')).quota).toBe(null)
  })

  test.each([
    ['an hour used up', 403, quota('0'), {}, { by: 'quota' }],
    ['the same as 429', 429, quota('0'), {}, { by: 'quota' }],
    ['a time to wait', 403, quota('9', { 'retry-after': '7' }), {}, { by: 'secondary', pause: 7_000 }],
    [
      'a date to wait for',
      429,
      { 'retry-after': new Date(now + 9_000).toUTCString() },
      {},
      { by: 'secondary', pause: 9_000 },
    ],
    ['words alone', 403, quota('9'), WORDS, { by: 'secondary', pause: null }],
    ['429 alone', 429, {}, {}, { by: 'secondary', pause: null }],
    ['a time that is none', 429, { 'retry-after': 'soon' }, {}, { by: 'secondary', pause: null }],
    ['GraphQL in a success', 200, quota('0'), RATE_LIMITED, { by: 'quota' }],
    ['a refusal', 403, quota('9'), { message: 'Resource not accessible by integration' }, null],
    ['another failure of GraphQL', 200, quota('0'), { errors: [{ type: 'NOT_FOUND' }] }, null],
    ['a success with nothing left', 200, quota('0'), {}, null],
  ])('%s', (_, status, headers, data, limited) => {
    expect(says(status, headers, data).limited).toEqual(limited)
  })
})
