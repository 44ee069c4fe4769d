import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { createTextCache } from '../../app/pull-requests/text-cache.ts'
import { ofInstallation } from '../../app/runs/of-installation.ts'
import { CALLER_WORKFLOW_PATH, callerWorkflow } from '../../core/harness/caller-workflow.ts'
import { aRunStore } from './a-database.ts'
import { aRun } from './a-run.ts'
import { begin, HARNESS, type Story } from './kit.ts'
import { Runner } from './runner.ts'

/**
 * Attacks by somebody who has installed the App as well: mallory/shop has the same name, the same issue number, the same
 * rules, and nothing of acme/shop.
 */
async function withMallory(): Promise<Story & { installed: number; malloryIssue: number }> {
  const story = await begin()
  const { github, registered } = story
  await github.repository('mallory', 'shop', {
    '.github/agent.yml': HARNESS,
    [CALLER_WORKFLOW_PATH]: callerWorkflow(),
  })
  const installed = await github.install(registered, ['mallory/shop'])
  const issue = { title: 'Discounts', body: 'Mine.', actor: 'mallory' }
  const malloryIssue = await github.openIssue('mallory/shop', issue)
  await story.settled()
  expect(malloryIssue).toBe(story.issue)
  return { ...story, installed, malloryIssue }
}

const says = async (story: Story, body: string, number: number) => {
  await story.github.comment('mallory/shop', number, { body, actor: 'mallory' })
  await story.settled()
  return story.github.read
    .comments('mallory/shop', number)
    .filter(({ actor }) => actor === 'reins[bot]')
    .map((one) => one.body)
    .at(-1)
}

/** Still at work, and still acme's. */
const lives = async (runner: Runner) =>
  expect(await runner.events()).toMatchObject({ status: 200, body: { stop: null } })

test('a repository of the same name and an issue of the same number show nothing of the other’s runs', async () => {
  const story = await withMallory()
  const runner = await story.running()
  expect(await says(story, '/agent status', story.malloryIssue)).toContain('Nothing has run here yet.')
  await story.delivers('issues', closing(story, await repositoryOf(story, 'mallory/shop')))
  await lives(runner)
})

test('another installation’s workflow run, closed issue or removal ends nothing of ours', async () => {
  const story = await withMallory()
  const runner = await story.running()
  const acme = await repositoryOf(story, 'acme/shop')
  // Said of acme's repository, in the name of mallory's installation.
  await story.delivers('issues', closing(story, acme))
  await story.delivers('workflow_run', {
    action: 'completed',
    installation: { id: story.installed },
    repository: acme,
    workflow_run: { id: runner.workflowRun, conclusion: 'cancelled' },
    sender: mallory,
  })
  await story.delivers('installation', {
    action: 'deleted',
    installation: { id: story.installed },
    sender: mallory,
  })
  await lives(runner)
})

test('a command for acme’s repository in the name of mallory’s installation gets no token and starts nothing', async () => {
  const story = await withMallory()
  story.writes()
  const acme = await repositoryOf(story, 'acme/shop')
  const issue = {
    ...{ number: story.issue, title: 't', body: 'b', state: 'open', html_url: 'u', labels: [] },
    user: mallory,
  }
  for (const repository of [acme, { ...acme, owner: { login: 'mallory' } }])
    await story.delivers('issue_comment', {
      action: 'created',
      installation: { id: story.installed },
      ...{ repository, issue, sender: mallory },
      comment: {
        ...{ id: 1, node_id: 'IC_MQ', body: '/agent implement', html_url: `${story.github.url}/c` },
        ...{ created_at: '2026-11-25T00:00:00Z', updated_at: '2026-11-25T00:00:00Z' },
      },
    })
  expect(story.github.read.workflowRuns('acme/shop')).toEqual([])
  expect(story.writes().filter((one) => !one.includes('access_tokens'))).toEqual([])
  expect(story.replies()).toEqual([])
})

test('a run token of mallory’s reads, reports and spends nothing of acme’s run, and her job cannot claim it', async () => {
  const story = await withMallory()
  const runner = await story.running()
  await story.github.comment('mallory/shop', story.malloryIssue, {
    body: '/agent implement',
    actor: 'mallory',
  })
  await story.settled()
  const hers = Runner.of(story.github, 'mallory/shop', story.app)
  expect(await hers.claim({ key: runner.key })).toMatchObject({ status: 403 })
  expect(await hers.claim()).toMatchObject({ status: 200 })
  for (const what of ['events', 'report'])
    expect(await hers.post(`/runs/${runner.key}/${what}`, { events: [] })).toMatchObject({ status: 403 })
  expect(hers.assignment?.repository.owner).toBe('mallory')
  await lives(runner)
})

test('a repository that was transferred takes no run, plan or branch of its old owner along', async () => {
  const runs = await aRunStore()
  const old = aRun({ installation: 1 })
  await runs.create(old)
  const { repository, issue, branch } = old.assignment
  const seenBy = async (installation: number) => {
    const own = ofInstallation(runs, installation)
    return [
      await own.ofIssue(repository.id, issue.number),
      await own.ofBranch(repository.id, branch),
      await own.byWorkflowRun(repository.id, 11),
    ]
  }
  expect(await seenBy(1)).toEqual([[old], [old], old])
  expect(await seenBy(2)).toEqual([[], [], null])
})

test('an App that is installed anew begins anew', async () => {
  const story = await begin()
  await story.running()
  await story.github.uninstall(story.installation, ['acme/shop'])
  expect(await story.github.install(story.registered, ['acme/shop'])).not.toBe(story.installation)
  await story.settled()
  await story.comments('ada', '/agent status')
  expect(story.replies().at(-1)).toContain('Nothing has run here yet.')
})

test('a text is given to the repository it was read from, whoever asks with the same hash', () => {
  const texts = createTextCache()
  texts.set(1, 'a'.repeat(40), 'private')
  expect([texts.get(2, 'a'.repeat(40)), texts.get(1, 'a'.repeat(40))]).toEqual([undefined, 'private'])
})

test('no part of the app asks for runs of a repository without saying for whom', () => {
  const root = join(import.meta.dirname, '../../app')
  const asking = globSync('**/*.ts', { cwd: root }).filter(
    (path) =>
      !/runs\/(create-run-store|run-store|of-installation)\.ts$/.test(path) &&
      /\bruns\s*\.(ofIssue|ofBranch|byWorkflowRun)\(/.test(
        readFileSync(join(root, path), 'utf8').replace(/ofInstallation\([^)]*\)\s*\./g, ''),
      ),
  )
  // findAuthors is given runs that are narrowed already.
  expect(asking).toEqual(['approvals/find-authors.ts'])
})

const mallory = { login: 'mallory', id: 666, type: 'User' }

async function repositoryOf(story: Story, name: string): Promise<{ id: number; owner: { login: string } }> {
  const answer = await fetch(`${story.github.apiUrl}/repos/${name}`, {
    headers: { authorization: `Bearer ${story.github.token('ada')}` },
  })
  return (await answer.json()) as { id: number; owner: { login: string } }
}

function closing(story: Story & { installed: number }, repository: object): object {
  return {
    action: 'closed',
    installation: { id: story.installed },
    repository,
    issue: { number: story.issue },
    sender: mallory,
  }
}
