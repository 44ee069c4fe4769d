import { expect, test } from '@jest/globals'
import { Hono } from 'hono'
import { refusal, stage } from './kit.ts'

const on = stage({
  page: (playground) =>
    new Hono().get('/:owner/:repo', (c) => c.text(`page of ${c.req.param('repo')} at ${playground.url}`)),
})

test('a story makes GitHub fail: so often, where it says, and then no more', async () => {
  const { playground, bot, repo } = on
  const path = /^\/repos\/acme\/shop$/
  playground.fail({ method: 'GET', path }, { status: 502, body: { message: 'Bad Gateway' } }, 2)
  expect(await refusal(bot.rest.repos.get(repo))).toMatchObject({ status: 502, message: 'Bad Gateway' })
  expect((await refusal(bot.rest.repos.get(repo))).status).toBe(502)
  expect((await bot.rest.repos.get(repo)).status).toBe(200)
})

test('a rate limit comes with its headers', async () => {
  const { playground, bot, repo } = on
  const headers = { 'retry-after': '60', 'x-ratelimit-remaining': '0' }
  playground.fail(
    { method: 'POST', path: /\/issues$/ },
    { status: 403, body: { message: 'secondary' }, headers },
  )
  const refused = await refusal(bot.rest.issues.create({ ...repo, title: 'x' }))
  expect(refused).toMatchObject({ status: 403, headers: { 'retry-after': '60' } })
  expect(playground.read.issues('acme/shop')).toEqual([])
})

test('a connection is cut', async () => {
  const { playground, bot, repo } = on
  playground.fail({ method: 'GET', path: /./ }, 'reset')
  // Octokit has no answer to show then: it makes a 500 of whatever the network said.
  await expect(bot.rest.repos.get(repo)).rejects.toMatchObject({ status: 500, response: undefined })
  expect((await bot.rest.repos.get(repo)).status).toBe(200)
})

test.each([[502, 502] as const, ['reset', 500] as const])(
  'an answer is lost (%s) after the work was done, and after as many as were let through',
  async (how, status) => {
    const { playground, bot, repo } = on
    const before = playground.read.issues('acme/shop').length
    playground.lose({ method: 'POST', path: /\/issues$/, body: /Heard/ }, how, 1)
    const create = (title: string) => bot.rest.issues.create({ ...repo, title })
    expect((await create('Heard first')).status).toBe(201)
    await expect(create('Heard never')).rejects.toMatchObject({ status })
    expect((await create('Heard last')).status).toBe(201)
    expect(playground.read.issues('acme/shop').slice(before)).toHaveLength(3)
  },
)

test('GitHub is away for everybody, until it is back', async () => {
  const { playground, bot, repo } = on
  playground.fail({ method: '*', path: /./ }, { status: 502 }, 1_000)
  await expect(bot.rest.repos.get(repo)).rejects.toMatchObject({ status: 502 })
  playground.heal()
  expect((await bot.rest.repos.get(repo)).status).toBe(200)
})

test('every request is kept with who sent it', async () => {
  const { playground, bot, repo } = on
  await bot.rest.issues.create({ ...repo, title: 'Kept' })
  expect(playground.requests().at(-1)).toEqual({
    method: 'POST',
    path: '/repos/acme/shop/issues',
    status: 201,
    as: 'reins[bot]',
    body: { title: 'Kept' },
    at: expect.any(Number),
    ms: expect.any(Number),
  })
  expect(playground.requests()).toContainEqual(
    expect.objectContaining({ path: `/app/installations/${on.installation}/access_tokens`, as: 'reins' }),
  )
})

test('pages stand on the same port, beside the API', async () => {
  const { playground } = on
  expect(await (await fetch(`${playground.url}/acme/shop`)).text()).toBe(`page of shop at ${playground.url}`)
  expect((await fetch(`${playground.apiUrl}/repos/acme/shop`)).status).toBe(200)
  expect(await (await fetch(`${playground.url}/acme/shop/raw/main/README.md`)).text()).toBe('# shop\n')
})
