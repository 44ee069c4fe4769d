import { describe, expect, test } from '@jest/globals'
import { HARNESS } from '../kit.ts'
import { write } from '../runner.ts'
import { beginPulls } from './story.ts'

const at = { owner: 'acme', repo: 'shop' }
const BAD = 'console.log(1)\n'
/** How often a delivery is worked on. */
const TRIES = 5

describe('a check run harness', () => {
  test('is one for each head: a newer push takes the turn of an older one', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    const number = await story.opens('ada', 'ada/cart')
    const push = (text: string) =>
      story.github.commit(story.repository, {
        branch: 'ada/cart',
        message: 'More',
        files: { 'src/cart.js': text },
        actor: 'ada',
      })
    const heads = [await push(`${BAD}2\n`), await push(`${BAD}3\n`), await push('4\n')]
    await story.settled()
    const last = heads.at(-1) ?? ''
    expect(story.checks(last)).toMatchObject([
      { conclusion: 'success', externalId: expect.stringMatching(`^harness#${number}\\.[\\w-]{43}$`) },
    ])
    for (const head of heads) expect(story.checks(head).length).toBeLessThanOrEqual(1)
  })

  test('of an old head is not made any more, and its late delivery takes nothing from the new one', async () => {
    const story = await beginPulls()
    const old = await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    const number = await story.opens('ada', 'ada/cart')
    const head = await story.pushes('ada', 'ada/cart', { 'src/cart.js': '1\n' })
    const [repository] = story.github.read.repositories()
    await story.delivers('pull_request', {
      action: 'synchronize',
      installation: { id: story.installation },
      repository: { id: repository?.id, name: 'shop', private: false, owner: { login: 'acme' } },
      pull_request: {
        ...{ number, state: 'open', updated_at: '2001-01-01T00:00:00Z' },
        ...{ head: { sha: old }, base: { ref: 'main' } },
      },
    })
    expect(story.app.ignored()).toMatchObject({ 'the head moved on': 1 })
    expect(story.checks(old)).toMatchObject([{ conclusion: 'failure' }])
    expect(story.checks(head)).toMatchObject([{ conclusion: 'success' }])
  })

  test('is not written to a commit that a forged delivery calls the head', async () => {
    const story = await beginPulls()
    const head = await story.pushes('ada', 'ada/cart', { 'src/cart.js': '1\n' })
    const number = await story.opens('ada', 'ada/cart')
    const before = story.checks(head)
    const [repository] = story.github.read.repositories()
    const forged = {
      installation: { id: story.installation },
      repository: { id: repository?.id, name: 'shop', private: false, owner: { login: 'acme' } },
      pull_request: {
        // Newer than anything GitHub will show.
        ...{ number, state: 'open', updated_at: '2099-01-01T00:00:00Z' },
        ...{ head: { sha: story.base }, base: { ref: 'main' } },
      },
    }
    await story.delivers('pull_request', { ...forged, action: 'synchronize' })
    await story.delivers('pull_request_review', {
      ...{ ...forged, action: 'submitted' },
      review: { id: 99_999, state: 'changes_requested' },
    })
    expect(story.checks(story.base)).toEqual([])
    expect(story.checks(head)).toEqual(before)
  })

  test('is not written twice for several events of one push', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    const { data } = await story.as('ada').rest.pulls.create({
      ...at,
      title: 'Draft',
      head: 'ada/cart',
      base: 'main',
      draft: true,
    })
    await story.settled()
    story.writes()
    await story
      .as('ada')
      .graphql(
        'mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } } }',
        { id: data.node_id },
      )
    await story.as('ada').rest.pulls.update({ ...at, pull_number: data.number, title: 'Another title' })
    await story.settled()
    expect(story.writes()).toEqual([])
    expect(story.checks()).toHaveLength(1)
    expect(story.app.ignored()).toMatchObject({
      'this head is judged already': 1,
      'the pull request has the same base': 1,
    })
  })

  test('is brought up to date when somebody asks: the same one while its annotations hold, else a new one', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    await story.opens('ada', 'ada/cart')
    const [check] = story.checks()
    const rerun = async () => {
      await story.as('ada').request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', {
        ...at,
        check_run_id: check?.id ?? 0,
      })
      await story.settled()
    }
    await rerun()
    expect(story.checks()).toMatchObject([{ id: check?.id, conclusion: 'failure' }])
    expect(story.checks()[0]?.annotations).toHaveLength(1)

    // The base has another mind now.
    await story.github.commit(story.repository, {
      message: 'Let them log',
      files: { '.github/agent.yml': HARNESS.replace('level: error', 'level: warn') },
      actor: 'ada',
    })
    await rerun()
    const [, newest] = story.checks()
    expect(newest).toMatchObject({ conclusion: 'success', output: { title: '1 warning' } })
    expect(newest?.annotations).toMatchObject([{ annotation_level: 'warning' }])
  })

  test('is made again when all checks are, of a fork too, and another App’s is left alone', async () => {
    const story = await beginPulls()
    const fork = await story.github.fork(story.repository, 'eve')
    const head = await story.github.commit(fork, {
      branch: 'mine',
      message: 'Mine',
      files: { 'src/cart.js': BAD },
      actor: 'eve',
    })
    await story.opens('eve', 'eve:mine')
    const { data } = await story.as('ada').rest.checks.listSuitesForRef({ ...at, ref: head })
    story.calls()
    for (const { id } of data.check_suites)
      await story.as('ada').rest.checks.rerequestSuite({ ...at, check_suite_id: id })
    await story.settled()
    expect(story.calls()).toContain('GET commits/…/pulls')
    expect(story.checks(head)).toMatchObject([{ conclusion: 'failure' }])
    const [repository] = story.github.read.repositories()
    const place = {
      installation: { id: story.installation },
      repository: { id: repository?.id, name: 'shop', private: false, owner: { login: 'acme' } },
    }
    const app = { id: story.checks()[0]?.id }
    await story.delivers('check_run', {
      ...place,
      action: 'rerequested',
      check_run: { name: 'harness', head_sha: head, app },
    })
    expect(story.calls()).toEqual([])
    expect(story.app.ignored()).toMatchObject({ 'the check run is not ours': 1 })
  })

  test('follows the base: another branch, other rules', async () => {
    const story = await beginPulls()
    await story.github.commit(story.repository, {
      branch: 'lax',
      message: 'Lax',
      files: { '.github/agent.yml': 'version: 1\n' },
      actor: 'ada',
    })
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'export {}\n' })
    const number = await story.opens('ada', 'ada/cart')
    expect(story.checks()).toMatchObject([{ conclusion: 'success' }])
    await story.as('ada').rest.pulls.update({ ...at, pull_number: number, base: 'lax' })
    await story.settled()
    expect(story.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })

  test('is no greener for a second pull request of the same commit into a branch with laxer rules', async () => {
    const story = await beginPulls()
    await story.github.commit(story.repository, {
      branch: 'lax',
      message: 'Lax',
      files: { '.github/agent.yml': HARNESS.replace('level: error', 'level: info') },
      actor: 'ada',
    })
    const head = await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    await story.opens('ada', 'ada/cart')
    expect(story.checks(head)).toMatchObject([{ conclusion: 'failure' }])
    await story.opens('ada', 'ada/cart', 'lax')
    const newest = story.checks(head).at(-1)
    expect(newest).toMatchObject({ conclusion: 'failure', output: { title: '#2: 1 error' } })
    expect(newest?.output.summary).toContain('## #3 into `lax`')
  })

  test('of our own pull request keeps the scope of agents, as it is now', async () => {
    const story = await beginPulls()
    const runner = await story.running()
    await runner.report({ changes: [write('src/cart.js', 'export {}\n')] })
    await story.settled()
    const [pull] = story.github.read.pullRequests(story.repository)
    expect(story.checks(pull?.head.sha)).toMatchObject([{ conclusion: 'success' }])
    await story.github.commit(story.repository, {
      message: 'Agents write tests only',
      files: { '.github/agent.yml': HARNESS.replace('src/**, test/**', 'test/**') },
      actor: 'ada',
    })
    const [check] = story.checks()
    await story.as('ada').request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', {
      ...at,
      check_run_id: check?.id ?? 0,
    })
    await story.settled()
    const newest = story.checks().at(-1)
    expect(newest).toMatchObject({ conclusion: 'failure', output: { title: '1 error' } })
    expect(newest?.annotations).toMatchObject([{ path: 'src/cart.js', title: 'scope' }])
  })
})

describe('when GitHub fails', () => {
  test('nothing is green: the check run says that it could not be judged, and is made again on demand', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'export {}\n' })
    story.github.fail(
      { method: 'GET', path: /\/git\/trees\// },
      { status: 404, body: { message: 'Not Found' } },
      3,
    )
    await story.opens('ada', 'ada/cart')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'action_required',
      output: { title: 'This change could not be judged' },
    })
    expect(check?.output.summary).toContain('404: Not Found')
    await story.as('ada').request('POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest', {
      ...at,
      check_run_id: check?.id ?? 0,
    })
    await story.settled()
    expect(story.checks()).toMatchObject([{ id: check?.id, conclusion: 'success' }])
  })

  test('and is only a moment behind what it told, it is asked again', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD })
    story.github.fail({ method: 'GET', path: /\/compare\// }, { status: 404, body: { message: 'Not Found' } })
    const pullRequest = {
      ...{ number: 2, url: 'u', title: 't', state: 'OPEN', isDraft: false, isCrossRepository: false },
      ...{ viewerDidAuthor: false, changedFiles: 1, updatedAt: '2001-01-01T00:00:00Z', author: null },
      ...{
        headRefOid: story.base,
        baseRefName: 'main',
        baseRef: { target: { oid: story.base } },
        labels: null,
      },
    }
    story.github.fail(
      { method: 'POST', path: /graphql/ },
      { status: 200, body: { data: { repository: { pullRequest } } } },
    )
    await story.opens('ada', 'ada/cart')
    expect(story.checks()).toMatchObject([{ conclusion: 'failure', output: { title: '1 error' } }])
  })

  test.each([
    ['its making', { method: 'POST', path: /\/check-runs$/, body: /"harness"/ }, 0],
    ['its second annotations', { method: 'PATCH', path: /\/check-runs\/\d+$/ }, 0],
    ['its third annotations', { method: 'PATCH', path: /\/check-runs\/\d+$/ }, 1],
  ] as const)(
    'and the answer to %s is lost, there is one check run all the same, whole',
    async (_, match, after) => {
      const story = await beginPulls()
      await story.pushes('ada', 'ada/cart', { 'src/cart.js': BAD.repeat(120) })
      story.github.lose(match, 502, after)
      await story.opens('ada', 'ada/cart')
      const [check, ...others] = story.checks()
      expect(others).toEqual([])
      expect(check).toMatchObject({ conclusion: 'failure', status: 'completed' })
      const places = check?.annotations.map(({ start_line }) => start_line)
      expect(places?.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
    },
  )

  test('a check run that cannot be written is written with the next event of the same head', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'export {}\n' })
    story.github.fail(
      { method: 'POST', path: /\/check-runs$/, body: /"harness"/ },
      { status: 422, body: { message: 'No' } },
      TRIES,
    )
    const number = await story.opens('ada', 'ada/cart')
    expect(story.checks()).toEqual([])
    const pull = { ...at, pull_number: number }
    await story.as('ada').rest.pulls.update({ ...pull, state: 'closed' })
    await story.as('ada').rest.pulls.update({ ...pull, state: 'open' })
    await story.settled()
    expect(story.checks()).toMatchObject([{ conclusion: 'success' }])
  })
})
