import { expect, test } from '@jest/globals'
import { usage } from '../../app/http/usage.ts'
import { ledgerOfRuns } from '../../app/ledger/ledger-of-runs.ts'
import { aDatabase, aRunStore } from './a-database.ts'
import { aRun } from './a-run.ts'
import { aWholeStory } from './a-whole-story.ts'

/** `/usage.csv`: what runs took. */

const TOKEN = 'a-token-of-the-operator'

test('what a story took stands in the ledger, for who has the token', async () => {
  const { story, runner } = await aWholeStory({ variables: { OPERATOR_TOKEN: TOKEN } })
  const get = (query: string, token = TOKEN) =>
    fetch(`${story.app.url}/usage.csv${query}`, { headers: { authorization: `Bearer ${token}` } })
  const answer = await get('?by=run')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  const [head = '', row = '', ...rest] = (await answer.text()).split('\r\n')
  expect(rest).toEqual([''])
  const cells = Object.fromEntries(head.split(',').map((name, at) => [name, row.split(',')[at]]))
  expect(cells).toMatchObject({
    ...{ run: runner.key, repository: 'acme/shop', issue: '1', person: 'ada', model: 'gpt-5.5' },
    ...{ state: 'published', conclusion: 'success', requests: '1' },
  })
  expect(Number(cells.cost_usd)).toBeGreaterThan(0)
  expect(await (await get('?by=person')).text()).toMatch(/\r\nada,1,1,\d+,\d+,\d+,0\.\d+\r\n$/)
  expect((await get('', `${TOKEN}x`)).status).toBe(401)
  expect((await get('', runner.token)).status).toBe(401)
})

const now = Date.UTC(2026, 10, 23, 12)
const at = (startedAt: number, number: number) =>
  aRun({
    key: String(number).padStart(26, 'k'),
    history: [{ from: null, to: 'queued', at: startedAt, cause: '', actor: 'ada' }],
  })
const route = async (startedAt: number[], most = 10) => {
  const database = await aDatabase()
  const runs = await aRunStore({ database })
  for (const run of startedAt.map(at)) await runs.create(run)
  return usage({ ledger: ledgerOfRuns(database), token: TOKEN, now: () => now, most })
}
const rows = async (query: string, startedAt: number[], most?: number) => {
  const answer = await (await route(startedAt, most)).request(`/usage.csv${query}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  const text = await answer.text()
  return answer.status === 200 ? text.split('\r\n').length - 2 : text
}

test('both days count, and without days it is this month until today', async () => {
  const began = [
    Date.UTC(2026, 9, 31, 23, 59),
    Date.UTC(2026, 10, 1),
    Date.UTC(2026, 10, 23, 23, 59),
    Date.UTC(2026, 10, 24),
  ]
  expect(await rows('', began)).toBe(2)
  expect(await rows('?from=2026-10-31&to=2026-10-31', began)).toBe(1)
  expect(await rows('?from=2026-10-31&to=2026-11-24', began)).toBe(4)
})

test.each([
  ['?by=everything', 'by as one of run, repository, person, model, day'],
  ['?from=yesterday', 'like 2026-11-30'],
  ['?from=2026-02-30', 'like 2026-11-30'],
  ['?form=2026-02-01', 'like 2026-11-30'],
  ['?from=2026-11-24&to=2026-11-23', 'after the last one'],
  ['?from=2025-01-01&to=2026-11-23', 'at most 366 days'],
])('%s is refused with what to ask instead', async (query, sentence) => {
  expect(await rows(query, [])).toContain(sentence)
})

test('more runs than fit are refused, never cut off', async () => {
  expect(await rows('', [now, now], 2)).toBe(2)
  expect(await rows('', [now, now, now], 2)).toContain('more than 2 runs')
})
