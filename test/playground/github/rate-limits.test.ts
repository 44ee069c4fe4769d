import { describe, expect, test } from '@jest/globals'
import { appClient, refusal, stage, tokenClient } from './kit.ts'

let ahead = 0
const limits = {
  primary: 30,
  restPoints: 40,
  graphqlPoints: 12,
  contentMinute: 2,
  contentHour: 3,
  concurrent: 3,
}
const on = stage({ now: () => Date.now() + ahead, rateLimits: limits })
/** Another hour of GitHub's, in which nothing was asked for. */
const hourLater = () => {
  ahead += 3_600_000
}

/** A person's token does not run out. */
const client = () => tokenClient(on.playground, on.playground.token('ada'))

test('all tokens of an installation count together, and apart from those of a person', async () => {
  const { playground, app, installation, bot, repo } = on
  const other = appClient(playground, app, installation)
  const left = async (octokit: typeof bot) =>
    (await octokit.rest.repos.get(repo)).headers['x-ratelimit-remaining']
  expect([await left(bot), await left(other), await left(client())]).toEqual(['29', '28', '29'])
})

describe('GitHub counts what somebody asks for', () => {
  test('the hour’s quota, with headers that say so', async () => {
    hourLater()
    const { repo } = on
    const bot = client()
    const first = await bot.rest.repos.get(repo)
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '29' })
    for (let count = 0; count < 29; count++) await bot.rest.repos.get(repo)
    const refused = await refusal(bot.rest.repos.get(repo))
    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringMatching(/^API rate limit exceeded for user ID \d+/),
      headers: { 'x-ratelimit-remaining': '0' },
    })
    expect((await bot.rest.rateLimit.get()).data.rate).toMatchObject({ used: 30, remaining: 0 })
    expect(await bot.graphql('query { viewer { login } }')).toBeDefined()
    hourLater()
    expect((await bot.rest.repos.get(repo)).status).toBe(200)
  })

  test('points in a minute: a write is five', async () => {
    hourLater()
    const { repo } = on
    const bot = client()
    for (let count = 0; count < 8; count++)
      await bot.rest.git.createBlob({ ...repo, content: `${count}`, encoding: 'utf-8' })
    expect(await refusal(bot.rest.repos.get(repo))).toMatchObject({
      status: 403,
      message: expect.stringMatching(/secondary rate limit/),
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
    })
    ahead += 60_000
    expect((await bot.rest.repos.get(repo)).status).toBe(200)
  })

  test('content by the minute and by the hour', async () => {
    hourLater()
    const { repo } = on
    const bot = client()
    const write = () => bot.rest.issues.create({ ...repo, title: 'x' })
    await write()
    await write()
    expect((await refusal(write())).headers).toMatchObject({
      'retry-after': expect.stringMatching(/^[1-6]?\d$/),
    })
    ahead += 60_000
    await write()
    ahead += 60_000
    const hour = Number((await refusal(write())).headers['retry-after'])
    expect(hour).toBeGreaterThan(3_000)
    expect((await bot.rest.repos.get(repo)).status).toBe(200)
    ahead += hour * 1_000
    await write()
  })
})
