import { describe, expect, test } from '@jest/globals'
import { refusal, stage, tokenClient } from './kit.ts'

const on = stage()
const person = (login: string) => tokenClient(on.playground, on.playground.token(login))

describe('an issue', () => {
  test('is opened, edited, labelled, closed and opened again, and shows it', async () => {
    const { bot, repo, playground } = on
    const { data } = await bot.rest.issues.create({
      ...repo,
      title: 'Größer 🛒',
      body: 'Why',
      labels: ['ui'],
    })
    expect(data).toMatchObject({
      number: 1,
      state: 'open',
      user: { login: 'reins[bot]', type: 'Bot' },
      performed_via_github_app: { slug: 'reins' },
      labels: [{ name: 'ui' }],
    })
    const issue_number = data.number
    await bot.rest.issues.update({
      ...repo,
      issue_number,
      title: 'Bigger',
      state: 'closed',
      state_reason: 'not_planned',
    })
    const closed = await bot.rest.issues.get({ ...repo, issue_number })
    expect(closed.data).toMatchObject({ title: 'Bigger', state: 'closed', state_reason: 'not_planned' })
    await bot.rest.issues.update({ ...repo, issue_number, state: 'open' })
    expect(playground.read.issues('acme/shop')[0]).toMatchObject({ state: 'open', title: 'Bigger' })
  })

  test('needs a title of at most 256 characters and a body of at most 65,536, counted in code points', async () => {
    const { bot, repo } = on
    const fits = { title: '🛒'.repeat(256), body: '🛒'.repeat(65_536) }
    expect((await bot.rest.issues.create({ ...repo, ...fits })).status).toBe(201)
    const ask = (given: { title: string; body?: string }) =>
      refusal(bot.rest.issues.create({ ...repo, ...given }))
    expect(await ask({ title: '🛒'.repeat(257) })).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          resource: 'Issue',
          code: 'custom',
          field: 'title',
          message: expect.stringMatching(/maximum is 256/),
        },
      ],
      documentation_url: 'https://docs.github.com/rest/issues/issues#create-an-issue',
    })
    expect(await ask({ title: ' ' })).toMatchObject({ errors: [{ code: 'missing_field', field: 'title' }] })
    expect(await ask({ title: 'x', body: 'y'.repeat(65_537) })).toMatchObject({
      errors: [{ field: 'body', message: 'body is too long (maximum is 65536 characters)' }],
    })
  })

  test('that is not there is a 404', async () => {
    expect((await refusal(on.bot.rest.issues.get({ ...on.repo, issue_number: 999 }))).status).toBe(404)
  })
})

describe('a comment', () => {
  test('is written, changed and listed since a time', async () => {
    const { bot, repo, playground } = on
    const issue_number = await playground.openIssue('acme/shop', { title: 'A', body: '', actor: 'ada' })
    await playground.comment('acme/shop', issue_number, { body: 'First', actor: 'ada' })
    const { data } = await bot.rest.issues.createComment({ ...repo, issue_number, body: 'Working' })
    await bot.rest.issues.updateComment({ ...repo, comment_id: data.id, body: 'Done' })
    const listed = await bot.rest.issues.listComments({ ...repo, issue_number })
    expect(listed.data.map(({ body, user }) => [user?.login, body])).toEqual([
      ['ada', 'First'],
      ['reins[bot]', 'Done'],
    ])
    const later = await bot.rest.issues.listComments({ ...repo, issue_number, since: '2999-01-01T00:00:00Z' })
    expect(later.data).toEqual([])
  })

  test('is at most 65,536 characters and not blank', async () => {
    const { bot, repo } = on
    const ask = (body: string) => refusal(bot.rest.issues.createComment({ ...repo, issue_number: 1, body }))
    expect(await ask('x'.repeat(65_537))).toMatchObject({
      status: 422,
      errors: [
        { code: 'unprocessable', field: 'data', message: 'Body is too long (maximum is 65536 characters)' },
      ],
    })
    expect(await ask(' \n')).toMatchObject({ errors: [{ code: 'missing_field', field: 'body' }] })
  })

  test('of somebody else is not for strangers to change', async () => {
    const { repo, playground } = on
    const comment_id = await playground.comment('acme/shop', 1, { body: 'Mine', actor: 'ada' })
    const ask = (login: string) =>
      person(login).rest.issues.updateComment({ ...repo, comment_id, body: 'Theirs' })
    expect((await refusal(ask('mallory'))).status).toBe(403)
    expect((await ask('ada')).data.body).toBe('Theirs')
  })

  test('on a locked issue is for those who may write', async () => {
    const { bot, repo, playground } = on
    const issue_number = await playground.openIssue('acme/shop', { title: 'Hot', body: '', actor: 'ada' })
    await bot.rest.issues.lock({ ...repo, issue_number })
    const ask = (login: string) =>
      person(login).rest.issues.createComment({ ...repo, issue_number, body: 'x' })
    expect(await refusal(ask('mallory'))).toMatchObject({
      status: 403,
      message: expect.stringMatching(/locked/),
    })
    expect((await ask('ada')).status).toBe(201)
  })
})

describe('a reaction', () => {
  test('is given once by each, and only of those GitHub knows', async () => {
    const { bot, repo, playground } = on
    const comment_id = await playground.comment('acme/shop', 1, { body: '/agent implement', actor: 'ada' })
    const give = (content: 'eyes') =>
      bot.rest.reactions.createForIssueComment({ ...repo, comment_id, content })
    expect((await give('eyes')).status).toBe(201)
    expect((await give('eyes')).status).toBe(200)
    expect(playground.read.comments('acme/shop', 1).at(-1)?.reactions).toEqual([
      { actor: 'reins[bot]', content: 'eyes' },
    ])
    expect((await refusal(give('shrug' as 'eyes'))).status).toBe(422)
    const listed = await bot.rest.reactions.listForIssueComment({ ...repo, comment_id })
    const reaction_id = listed.data[0]?.id ?? 0
    await bot.rest.reactions.deleteForIssueComment({ ...repo, comment_id, reaction_id })
    expect(playground.read.comments('acme/shop', 1).at(-1)?.reactions).toEqual([])
  })
})

describe('lists', () => {
  test('come in pages of at most 100, with links to the others', async () => {
    const { bot, playground } = on
    await playground.repository('acme', 'busy', { 'a.txt': 'a' })
    await playground.install(on.app, ['acme/busy'])
    const repo = { owner: 'acme', repo: 'busy' }
    for (let index = 0; index < 130; index += 1)
      await playground.openIssue('acme/busy', { title: `Issue ${index}`, body: '', actor: 'ada' })
    const client = await import('./kit.ts').then(({ appClient }) =>
      appClient(playground, on.app, on.installation),
    )
    const first = await client.rest.issues.listForRepo({ ...repo, per_page: 1000 })
    expect(first.data).toHaveLength(100)
    expect(first.headers.link).toMatch(/page=2>; rel="next".*page=2>; rel="last"/)
    const all = await client.paginate(client.rest.issues.listForRepo, { ...repo, per_page: 50 })
    expect(all).toHaveLength(130)
    expect(all[0]?.title).toBe('Issue 129')
    expect(
      (await bot.rest.search.issuesAndPullRequests({ q: 'repo:acme/shop is:issue Bigger' })).data.total_count,
    ).toBe(1)
  })

  test('are searched with the qualifiers that are known here, others are refused', async () => {
    const refused = await refusal(
      on.bot.rest.search.issuesAndPullRequests({ q: 'repo:acme/shop mentions:ada' }),
    )
    expect(JSON.stringify(refused)).toContain('the qualifier mentions: is not supported')
  })
})

test('text that is no JSON, and JSON that is no object, are told apart', async () => {
  const { playground } = on
  const post = async (body: string) => {
    const answer = await fetch(`${playground.apiUrl}/repos/acme/shop/issues`, {
      method: 'POST',
      headers: { authorization: `token ${playground.token('ada')}` },
      body,
    })
    return [answer.status, ((await answer.json()) as { message: string }).message]
  }
  expect(await post('{')).toEqual([400, 'Problems parsing JSON'])
  expect(await post('[]')).toEqual([400, 'Body should be a JSON object'])
  expect(await post('{"title":["a"],"body":5}')).toEqual([
    422,
    expect.stringMatching(/^Invalid request\.\n\nFor 'properties\/body'/),
  ])
})
