import { describe, expect, test } from '@jest/globals'
import { importPKCS8, SignJWT } from 'jose'
import { appClient, FILES, refusal, stage, tokenClient } from './kit.ts'

let clock = Date.now()
const on = stage({ now: () => clock })

async function jwt(claims: { iss?: string; iat?: number; exp?: number }): Promise<string> {
  const now = Math.floor(clock / 1000)
  return new SignJWT({ iss: String(on.app.id), iat: now - 30, exp: now + 500, ...claims })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(on.app.privateKey, 'RS256'))
}

async function mint(narrow: object = {}): Promise<string> {
  const app = tokenClient(on.playground, await jwt({}))
  const { data } = await app.rest.apps.createInstallationAccessToken({
    installation_id: on.installation,
    ...narrow,
  })
  return data.token
}

describe("an App's own token", () => {
  test('opens what belongs to the App, and names its installations', async () => {
    const app = tokenClient(on.playground, await jwt({}))
    const { data } = await app.rest.apps.getAuthenticated()
    expect(data).toMatchObject({
      id: on.app.id,
      slug: 'reins',
      permissions: { issues: 'write', metadata: 'read' },
    })
    const installations = await app.rest.apps.listInstallations()
    expect(installations.data.map(({ id }) => id)).toEqual([on.installation])
    const found = await app.rest.apps.getRepoInstallation(on.repo)
    expect(found.data.id).toBe(on.installation)
  })

  test('is refused when it lives too long, is over, comes from the future, or is signed by somebody else', async () => {
    const now = Math.floor(clock / 1000)
    const ask = async (token: string) =>
      refusal(tokenClient(on.playground, token).rest.apps.getAuthenticated())
    expect(await ask(await jwt({ exp: now + 3600 }))).toMatchObject({
      status: 401,
      message: "'Expiration time' claim ('exp') is too far in the future",
    })
    expect((await ask(await jwt({ exp: now - 10 }))).message).toMatch(
      /^'Expiration time' claim \('exp'\) must be/,
    )
    expect((await ask(await jwt({ iat: now + 300 }))).message).toMatch(/^'Issued at' claim/)
    expect(await ask(await jwt({ iss: '4711' }))).toMatchObject({
      status: 404,
      message: 'Integration not found',
    })
    const good = await jwt({})
    expect(await ask(`${good.slice(0, -8)}AAAAAAAA`)).toMatchObject({
      status: 401,
      message: 'A JSON web token could not be decoded',
    })
  })

  test('is not good for repositories, and a token of an installation is not good for the App', async () => {
    const app = tokenClient(on.playground, await jwt({}))
    expect((await refusal(app.rest.repos.get(on.repo))).status).toBe(401)
    const installation = tokenClient(on.playground, await mint())
    expect(await refusal(installation.rest.apps.getAuthenticated())).toMatchObject({
      status: 401,
      message: 'A JSON web token could not be decoded',
    })
  })
})

describe("an installation's token", () => {
  test('sees nothing outside the repositories it was narrowed to', async () => {
    await on.playground.repository('acme', 'secret', FILES, { private: true })
    await on.playground.install(on.app, ['acme/secret'])
    const wide = tokenClient(on.playground, await mint())
    expect((await wide.rest.repos.get({ owner: 'acme', repo: 'secret' })).data.private).toBe(true)
    const narrow = tokenClient(on.playground, await mint({ repositories: ['shop'] }))
    expect((await refusal(narrow.rest.repos.get({ owner: 'acme', repo: 'secret' }))).status).toBe(404)
    const listed = await narrow.rest.apps.listReposAccessibleToInstallation()
    expect(listed.data.repositories.map((one) => one.full_name)).toEqual(['acme/shop'])
  })

  test('may do only what it was narrowed to, and the refusal names what was missing', async () => {
    const reader = tokenClient(on.playground, await mint({ permissions: { issues: 'read' } }))
    await reader.rest.issues.listForRepo(on.repo)
    const refused = await refusal(reader.rest.issues.create({ ...on.repo, title: 'No' }))
    expect(refused).toMatchObject({ status: 403, message: 'Resource not accessible by integration' })
    expect(refused.headers['x-accepted-github-permissions']).toBe('issues=write')
    expect((await refusal(reader.rest.repos.getContent({ ...on.repo, path: 'README.md' }))).status).toBe(403)
  })

  test('cannot be asked for with more than the installation has', async () => {
    expect(await refusal(mint({ permissions: { administration: 'write' } }))).toMatchObject({
      status: 422,
      message: 'The permissions requested are not granted to this installation.',
    })
    expect(await refusal(mint({ repositories: ['nowhere'] }))).toMatchObject({
      status: 422,
      message: expect.stringContaining('not accessible to the parent installation'),
    })
  })

  test('ends after an hour', async () => {
    const bot = tokenClient(on.playground, await mint())
    await bot.rest.repos.get(on.repo)
    clock += 61 * 60_000
    expect(await refusal(bot.rest.repos.get(on.repo))).toMatchObject({
      status: 401,
      message: 'Bad credentials',
    })
  })

  test('ends when it is revoked', async () => {
    const bot = tokenClient(on.playground, await mint())
    await bot.rest.apps.revokeInstallationAccessToken()
    expect((await refusal(bot.rest.repos.get(on.repo))).status).toBe(401)
  })

  test('comments on pull requests only with the pull requests permission, on issues only with that of issues', async () => {
    const issue = await on.playground.openIssue('acme/shop', { title: 'A', body: '', actor: 'ada' })
    const pulls = tokenClient(on.playground, await mint({ permissions: { pull_requests: 'write' } }))
    const refused = await refusal(
      pulls.rest.issues.createComment({ ...on.repo, issue_number: issue, body: 'no' }),
    )
    expect(refused.status).toBe(403)
    expect(refused.headers['x-accepted-github-permissions']).toBe('issues=write; pull_requests=write')
  })
})

describe('people', () => {
  test('do what their role allows', async () => {
    const { playground } = on
    const ada = tokenClient(playground, playground.token('ada'))
    const stranger = tokenClient(playground, playground.token('mallory'))
    await stranger.rest.issues.create({ ...on.repo, title: 'Anybody may ask', labels: ['urgent'] })
    expect(playground.read.issues('acme/shop').at(-1)).toMatchObject({
      title: 'Anybody may ask',
      actor: 'mallory',
    })
    const label = { ...on.repo, issue_number: 1, labels: ['urgent'] }
    expect((await refusal(stranger.rest.issues.addLabels(label))).status).toBe(403)
    expect((await ada.rest.issues.addLabels(label)).status).toBe(200)
    expect(await refusal(stranger.rest.repos.get({ owner: 'acme', repo: 'secret' }))).toMatchObject({
      status: 404,
      message: 'Not Found',
    })
  })

  test('have the permission GitHub would tell, and who is no person has none', async () => {
    const { playground, repo } = on
    playground.permit('acme/shop', 'grace', 'maintain')
    const of = (username: string) => on.bot.rest.repos.getCollaboratorPermissionLevel({ ...repo, username })
    expect((await of('ada')).data).toMatchObject({ permission: 'write', role_name: 'write' })
    expect((await of('grace')).data).toMatchObject({ permission: 'write', role_name: 'maintain' })
    expect((await of('mallory')).data).toMatchObject({ permission: 'read', role_name: 'read' })
    expect(await refusal(of('nobody-here'))).toMatchObject({
      status: 404,
      message: 'nobody-here is not a user',
    })
    expect(await refusal(of('reins[bot]'))).toMatchObject({ status: 404 })
  })
})

test('an unknown token and an unknown route are said so at once', async () => {
  const { playground } = on
  const lost = tokenClient(playground, 'ghs_nobodyknowsthistoken')
  expect(await refusal(lost.rest.repos.get(on.repo))).toMatchObject({
    status: 401,
    message: 'Bad credentials',
  })
  expect(await refusal(on.bot.request('GET /repos/acme/shop/traffic/views'))).toMatchObject({
    status: 404,
    message: 'playground: no endpoint for GET /repos/acme/shop/traffic/views',
  })
})

test('an unsupported API version is refused', async () => {
  const headers = { 'x-github-api-version': '1999-01-01' }
  expect((await refusal(on.bot.request('GET /repos/acme/shop', { headers }))).status).toBe(400)
})

test("the App's client finds its way by itself, by id or by client id", async () => {
  const { playground, app, installation } = on
  expect((await appClient(playground, app, installation).rest.repos.get(on.repo)).data.name).toBe('shop')
})
