import { afterEach, expect, test } from '@jest/globals'
import { createQueue } from '../../app/queue/queue.ts'
import { createRunStore } from '../../app/runs/create-run-store.ts'
import { scratchDatabase } from '../../playground/scratch-database.ts'
import { aRun } from './a-run.ts'
import { begin, type Story } from './kit.ts'

/** More is asked for than may run at once. */

const ONE = { variables: { REINS_PLACES: '1/5/9' } }
const workflows = ({ github, repository }: Story) => github.read.workflowRuns(repository)

async function another(story: Story): Promise<number> {
  const issue = await story.github.openIssue(story.repository, { title: 'More', body: 'More.', actor: 'ada' })
  await story.comments('ada', '/agent implement', issue)
  return issue
}

test('who comes too many waits in line, sees its place, and starts by itself', async () => {
  const story = await begin(ONE)
  const first = await story.running()
  const second = await another(story)
  const third = await another(story)
  expect(workflows(story)).toHaveLength(1)
  expect(story.replies(second)).toEqual([expect.stringContaining('**1st in line.**')])
  expect(story.replies(third)).toEqual([expect.stringContaining('**2nd in line.**')])
  await first.report()
  await story.settled()
  expect(workflows(story)).toHaveLength(2)
  expect(story.replies(second)).toEqual([expect.stringContaining('**Started.**')])
  expect(await story.runner().claim()).toMatchObject({ status: 200 })
})

test('a run in line is stopped like any other, and nobody waits behind it any more', async () => {
  const story = await begin(ONE)
  const first = await story.running()
  const second = await another(story)
  const third = await another(story)
  await story.github.closeIssue(story.repository, second, 'bob')
  await story.settled()
  expect(story.replies(second)).toEqual([expect.stringContaining('bob closed the issue')])
  await first.report()
  await story.settled()
  expect(workflows(story)).toHaveLength(2)
  expect(story.replies(third)).toEqual([expect.stringContaining('**Started.**')])
})

test('the line outlives the app', async () => {
  const story = await begin(ONE)
  const first = await story.running()
  await another(story)
  await story.restarts()
  first.app = story.app
  await first.report()
  await story.settled()
  expect(workflows(story)).toHaveLength(2)
})

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

test('two instances give no place twice, and each that is given is told to be started once', async () => {
  const database = await scratchDatabase()
  open.push(database)
  const runs = createRunStore({ database, now: () => 1, dueAt: () => null, onMove: () => undefined })
  for (let n = 0; n < 9; n++) await runs.create(aRun({ key: `run ${n}`, state: 'queued' }))
  const told: string[] = []
  const instance = () =>
    createQueue({
      database,
      places: { repository: 4, installation: 20, all: 100 },
      tasks: () => ({ add: async (_, { data }) => void told.push(data.run), wake: () => undefined }),
      onMoved: () => undefined,
    })
  const [one, other] = [instance(), instance()]
  await Promise.all([one.fill(), other.fill(), one.fill(), other.fill()])
  expect(told.sort()).toEqual(['run 0', 'run 1', 'run 2', 'run 3'])
  expect(await other.enter('run 2')).toBe(true)
  expect(await other.enter('run 7')).toBe(false)
  expect(other.lineOf('run 7')).toBe(4)
  expect(await one.page()).toMatchObject({
    runs: { placed: 4, waiting: 5 },
    line: expect.arrayContaining([expect.objectContaining({ run: 'run 4', line: 1 })]),
  })
})
