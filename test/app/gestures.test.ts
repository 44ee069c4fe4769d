import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { begin, HARNESS } from './kit.ts'

/** Work that is asked for without a comment, by bots, and within what the repository may spend. */

const rules = (more: string) => ({ files: { '.github/agent.yml': `${HARNESS}${more}` } })
const starts = (story: Awaited<ReturnType<typeof begin>>) =>
  story.github.read.workflowRuns(story.repository).length

describe('A label', () => {
  test('that the rules name asks for work, with one status comment', async () => {
    const story = await begin(rules('triggers: { label: Agent }\n'))
    await story.github.label(story.repository, story.issue, { name: 'agent', actor: 'ada' })
    await story.settled()
    expect(story.writes()).toEqual(['POST actions/workflows/agent.yml/dispatches', 'POST issues/1/comments'])
    const runner = story.runner()
    expect(await runner.claim()).toMatchObject({ status: 200 })
    expect(runner.assignment?.request).toMatchObject({ command: 'implement', text: '', actor: 'ada' })
    expect(runner.assignment?.request.url).toMatch(/\/acme\/shop\/issues\/1$/)
  })

  test('that the rules do not name asks for nothing, and nobody hears of it', async () => {
    const story = await begin(rules('triggers: { label: agent }\n'))
    await story.github.label(story.repository, story.issue, { name: 'bug', actor: 'ada' })
    await story.settled()
    expect(story.writes()).toEqual([])
    const quiet = await begin()
    await quiet.github.label(quiet.repository, quiet.issue, { name: 'agent', actor: 'ada' })
    await quiet.settled()
    expect(quiet.writes()).toEqual([])
  })

  test('from somebody who may not start runs is answered with why', async () => {
    const story = await begin(rules('triggers: { label: agent, who: maintain }\n'))
    await story.github.label(story.repository, story.issue, { name: 'agent', actor: 'ada' })
    await story.settled()
    expect(starts(story)).toBe(0)
    expect(story.replies()).toEqual([expect.stringContaining('needs maintain permission')])
  })

  test('when GitHub does not say who somebody is, nothing starts and the reason is said', async () => {
    const story = await begin(rules('triggers: { label: agent }\n'))
    story.github.fail({ method: 'GET', path: /collaborators\/ada\/permission/ }, { status: 502 }, 10)
    await story.github.label(story.repository, story.issue, { name: 'agent', actor: 'ada' })
    await story.settled()
    expect(starts(story)).toBe(0)
    expect(story.replies()).toEqual([expect.stringContaining('GitHub did not say what `ada` may do here')])
  })
})

describe('An assignment', () => {
  test('of the App asks for work when the rules say so', async () => {
    const story = await begin(rules('triggers: { assign: true }\n'))
    await story.github.assign(story.repository, story.issue, { login: 'reins[bot]', actor: 'ada' })
    await story.settled()
    expect(starts(story)).toBe(1)
  })

  test('of somebody else asks for nothing', async () => {
    const story = await begin(rules('triggers: { assign: true }\n'))
    await story.github.assign(story.repository, story.issue, { login: 'bob', actor: 'ada' })
    await story.settled()
    expect(starts(story)).toBe(0)
  })
})

describe('A bot', () => {
  test('that the rules name may ask like a person', async () => {
    const story = await begin(rules("triggers: { bots: ['renovate[bot]'] }\n"))
    story.github.user('renovate[bot]')
    await story.comments('renovate[bot]', '/agent implement')
    expect(starts(story)).toBe(1)
  })

  test.each(['evil[bot]', 'Renovate[bot]'])(
    '%s is not named, and gets neither a run nor a word',
    async (login) => {
      const story = await begin(rules("triggers: { bots: ['renovate[bot]'] }\n"))
      story.github.user(login)
      await story.comments(login, '/agent implement')
      expect(story.writes()).toEqual([])
    },
  )
})

describe('The budget of a repository', () => {
  test('so many runs at a time, and no more', async () => {
    const story = await begin(rules('limits: { concurrent: 1 }\n'))
    await story.comments('ada', '/agent implement')
    const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
    await story.comments('ada', '/agent implement', other)
    expect(starts(story)).toBe(1)
    expect(story.replies(other)).toEqual([
      '1 run of this repository is under way, and `limits.concurrent` allows 1 at a time, so nothing was started. Ask again when one has ended.',
    ])
  })

  test('what runs under way may still take counts, and the rest bounds the next one', async () => {
    const story = await begin(rules('limits: { cost: 2 USD, month: 3 USD }\n'))
    await story.comments('ada', '/agent implement')
    const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
    await story.comments('ada', '/agent implement', other)
    const second = story.runner()
    expect(await second.claim()).toMatchObject({ status: 200 })
    expect(second.assignment?.limits.cost).toBe(1)
    const third = await story.github.openIssue(story.repository, { title: 'Third', body: '', actor: 'ada' })
    await story.comments('ada', '/agent implement', third)
    expect(story.replies(third)).toEqual([
      'Runs of this repository took 0.00 USD this month and runs under way may take 3.00 USD more, and `limits.month` allows 3.00 USD, so nothing was started. Ask again when they have ended, or raise the limit on the default branch.',
    ])
  })
})

describe('What an issue has to say', () => {
  test('is asked for on the issue, and nothing starts until it is there', async () => {
    const story = await begin({
      ...rules('tasks: { need: [Goal, Acceptance] }\n'),
      issue: {
        title: 'Discounts',
        body: '### Goal\n\nDiscounts.\n\n### Acceptance\n\n_No response_',
        actor: 'ada',
      },
    })
    await story.comments('ada', '/agent implement')
    expect(starts(story)).toBe(0)
    expect(story.replies()).toEqual([
      expect.stringMatching(
        /this one does not say: `Acceptance`\. Edit the issue .* write `\/agent implement` again/,
      ),
    ])
    await story.github.editIssue(story.repository, story.issue, {
      body: '### Goal\n\nDiscounts.\n\n### Acceptance\n\nIt is tested.',
      actor: 'ada',
    })
    // GitHub tells times by the second: what changed in that of the command is in doubt.
    await sleep(1_100)
    await story.comments('ada', '/agent implement')
    expect(starts(story)).toBe(1)
  })
})
