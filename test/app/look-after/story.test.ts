import { expect, test } from '@jest/globals'
import { begin, type Story } from '../kit.ts'

/** What nobody told the app of, found by its own looks. A look at the start, and none after it. */

const LOOKS = { times: { lookAfter: { every: 600_000, quiet: 0 } } }

async function ended(story: Story, state: string, conclusion: string): Promise<void> {
  const text = await (await fetch(`${story.app.url}/metrics`)).text()
  expect(text).toContain(`reins_runs_ended_total{state="${state}",conclusion="${conclusion}"} 1`)
}

async function afterwards(story: Story, acts: () => Promise<unknown>): Promise<void> {
  await story.unheard(acts)
  await story.settled()
}

test('a run with which all is well goes on', async () => {
  const story = await begin(LOOKS)
  const runner = await story.running()
  await story.restarts()
  await story.settled()
  runner.app = story.app
  expect(await runner.events()).toMatchObject({ status: 200, body: { stop: null } })
})

test('a workflow that ended without a word ends its run, and says so', async () => {
  const story = await begin(LOOKS)
  const { workflowRun } = await story.running()
  await afterwards(story, () => story.github.cancelRun(story.repository, workflowRun, 'ada'))
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(story.replies()[0]).toContain('The workflow run was cancelled on GitHub.')
})

test('an issue that was closed meanwhile stops its run', async () => {
  const story = await begin(LOOKS)
  await story.comments('ada', '/agent implement')
  await afterwards(story, () => story.github.closeIssue(story.repository, story.issue, 'bob'))
  expect(story.github.read.workflowRuns(story.repository)).toMatchObject([{ conclusion: 'cancelled' }])
  expect(story.replies()[0]).toContain('bob closed the issue')
})

test('where the App was suspended or removed, runs end with nobody to tell', async () => {
  const story = await begin(LOOKS)
  await story.running()
  await afterwards(story, () => story.github.suspend(story.installation))
  await ended(story, 'cancelled', 'untold')
  expect((await story.runner().claim()).body.error).toContain('This run is cancelled')
})

test('a repository that was taken out of the installation ends its runs', async () => {
  const story = await begin(LOOKS)
  await story.github.repository('acme', 'other', { 'README.md': 'Other.\n' })
  await story.github.install(story.registered, ['acme/other'])
  await story.running()
  await afterwards(story, () => story.github.uninstall(story.installation, [story.repository]))
  await ended(story, 'cancelled', 'untold')
})

test('a permission that was taken away ends a run, and says which', async () => {
  const story = await begin(LOOKS)
  await story.running()
  const less = {
    actions: 'write',
    checks: 'write',
    contents: 'read',
    issues: 'write',
    pull_requests: 'write',
  } as const
  await afterwards(story, () => story.github.grant(story.installation, less))
  expect(story.replies()[0]).toContain('may not write contents here any more')
})
