import { describe, expect, test } from '@jest/globals'
import { appClient, branch, refusal, stage, tokenClient } from './kit.ts'

const on = stage()
const person = (login: string) => tokenClient(on.playground, on.playground.token(login))

describe('accounts', () => {
  test('are people, bots and organizations, and some are gone', async () => {
    const { bot, playground, repo } = on
    playground.user('grace')
    expect((await bot.rest.users.getByUsername({ username: 'GRACE' })).data).toMatchObject({
      login: 'grace',
      type: 'User',
    })
    expect((await bot.rest.users.getByUsername({ username: 'reins[bot]' })).data).toMatchObject({
      type: 'Bot',
      html_url: `${playground.url}/apps/reins`,
    })
    playground.forget('grace')
    expect((await refusal(bot.rest.users.getByUsername({ username: 'grace' }))).status).toBe(404)
    const ask = bot.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: 'grace' })
    expect((await refusal(ask)).status).toBe(404)
  })

  test('are in teams, which only an App with the permission sees', async () => {
    const { playground } = on
    playground.organization('acme', {
      payments: ['ada'],
      refunds: { members: ['linus'], parent: 'payments' },
      ops: ['mallory'],
    })
    const team = { org: 'acme', team_slug: 'payments' }
    const { teams } = person('ada').rest
    expect((await teams.getMembershipForUserInOrg({ ...team, username: 'ada' })).data).toMatchObject({
      state: 'active',
    })
    expect((await refusal(teams.getMembershipForUserInOrg({ ...team, username: 'mallory' }))).status).toBe(
      404,
    )
    const asApp = on.bot.rest.teams.getMembershipForUserInOrg({ ...team, username: 'ada' })
    expect((await refusal(asApp)).status).toBe(403)
    const list = (octokit: typeof on.bot) => octokit.rest.teams.listMembersInOrg(team)
    expect((await refusal(list(on.bot))).status).toBe(403)
    expect((await list(person('ada'))).data.map(({ login }) => login)).toEqual(['ada', 'linus'])
  })
})

describe('a fork', () => {
  test('offers a pull request whose commits are seen from the base', async () => {
    const { bot, playground, repo } = on
    expect(await playground.fork('acme/shop', 'mallory')).toBe('mallory/shop')
    const sha = await playground.commit('mallory/shop', {
      branch: 'evil',
      message: 'Take over',
      files: { 'package.json': '{}\n' },
      actor: 'mallory',
    })
    const mallory = person('mallory').rest
    const { data } = await mallory.pulls.create({
      ...repo,
      title: 'Please',
      head: 'mallory:evil',
      base: 'main',
    })
    expect(data.head).toMatchObject({
      label: 'mallory:evil',
      sha,
      repo: { full_name: 'mallory/shop', fork: true },
    })
    expect(data.base.repo.fork).toBe(false)
    const files = await bot.rest.pulls.listFiles({ ...repo, pull_number: data.number })
    expect(files.data.map(({ filename }) => filename)).toEqual(['package.json'])
    const next = await playground.commit('mallory/shop', {
      branch: 'evil',
      message: 'More',
      files: { more: 'x' },
      actor: 'mallory',
    })
    expect((await bot.rest.pulls.get({ ...repo, pull_number: data.number })).data.head.sha).toBe(next)
    expect(
      (await bot.rest.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha: next })).data,
    ).toHaveLength(1)
    expect((await refusal(bot.rest.repos.get({ owner: 'mallory', repo: 'shop' }))).status).toBe(404)
  })

  test('has a pull request that one may comment on only with the pull requests permission', async () => {
    const { playground } = on
    const [pull] = playground.read.pullRequests('acme/shop')
    const given = {
      slug: 'talker',
      permissions: { issues: 'write' as const },
      events: [],
      webhookUrl: 'http://127.0.0.1:1',
    }
    const app = playground.app(given)
    const client = appClient(playground, app, await playground.install(app, ['acme/shop']))
    const say = client.rest.issues.createComment({ ...on.repo, issue_number: pull?.number ?? 0, body: 'x' })
    expect((await refusal(say)).status).toBe(403)
  })
})

test('a link in the repository is answered with the file it leads to, another one as a link', async () => {
  const { bot, repo, base } = on
  const tree = await bot.rest.git.createTree({
    ...repo,
    base_tree: base,
    tree: [
      { path: 'src/again', mode: '120000', type: 'blob', content: '../README.md' },
      { path: 'away', mode: '120000', type: 'blob', content: '/etc/passwd' },
    ],
  })
  const commit = await bot.rest.git.createCommit({
    ...repo,
    message: 'Links',
    tree: tree.data.sha,
    parents: [base],
  })
  const get = (path: string) => bot.rest.repos.getContent({ ...repo, path, ref: commit.data.sha })
  expect((await get('src/again')).data).toMatchObject({
    type: 'file',
    path: 'src/again',
    content: 'IyBzaG9wCg==\n',
  })
  expect((await get('away')).data).toMatchObject({ type: 'symlink', target: '/etc/passwd' })
})

test('"Re-run" asks only the App whose check run it is', async () => {
  const { bot, repo, playground, received } = on
  const head = await branch(on, 'again', { again: 'x' })
  const { data } = await bot.rest.checks.create({
    ...repo,
    name: 'agent',
    head_sha: head,
    conclusion: 'failure',
  })
  await person('ada').rest.checks.rerequestRun({ ...repo, check_run_id: data.id })
  await playground.settled()
  expect(received.at(-1)).toMatchObject({ event: 'check_run', action: 'rerequested' })
})

test('an App that is taken from its last repository has no token left', async () => {
  const { bot, repo, playground, installation, received } = on
  const { token } = (await bot.auth({ type: 'installation' })) as { token: string }
  const holder = tokenClient(playground, token)
  await holder.rest.repos.get(repo)
  await playground.uninstall(installation, ['acme/shop'])
  expect((await refusal(holder.rest.repos.get(repo))).status).toBe(401)
  await playground.settled()
  expect(received.at(-1)).toMatchObject({ event: 'installation', action: 'deleted' })
})
