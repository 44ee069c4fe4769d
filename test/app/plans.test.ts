import { describe, expect, test } from '@jest/globals'
import { planText } from '../../core/say/plan-text.ts'
import { begin, HARNESS, type Story } from './kit.ts'

/** A plan waits on the issue until somebody who may start runs approves it by its hash. */

const plan = {
  steps: ['Take discounts off in `total`', 'Ask @ada, fixes #7'],
  paths: ['src/cart.js'],
  ...{ files: 1, lines: 20, questions: [] },
}
const text = planText(plan)
const rules = (more = '') => ({
  files: { '.github/agent.yml': `${HARNESS}agents: { planner: { approve: always } }\n${more}` },
})
const starts = (story: Story) => story.github.read.workflowRuns(story.repository).length
const said = (story: Story) => story.replies().at(-1) ?? ''

/** Somebody asked, and the runner came back with a plan. */
async function planned(
  more = '',
  asked = '/agent implement\nKeep it small.',
): Promise<Story & { hash: string }> {
  const story = await begin(rules(more))
  await story.comments('ada', asked)
  return { ...story, hash: await comesBackWithAPlan(story) }
}

async function comesBackWithAPlan(story: Story, more: object = {}): Promise<string> {
  const runner = story.runner()
  expect(await runner.claim()).toMatchObject({ status: 200 })
  const outcome = { kind: 'planned' as const, plan: { ...plan, ...more }, why: 'Every plan waits here.' }
  const { body } = await runner.report({ outcome, changes: [], gates: [], title: '', summary: '' })
  expect(body).toMatchObject({ conclusion: 'action_required', message: 'A plan waits for approval' })
  await story.settled()
  const hash = /SHA-256 of the plan: `([0-9a-f]{64})`/.exec(story.replies()[0] ?? '')?.[1]
  return hash ?? ''
}

test('a plan that waits stands in the status comment: its exact text, its hash, and how to go on', async () => {
  const story = await planned()
  expect(story.replies()).toHaveLength(1)
  expect(said(story)).toContain(
    `✋ **A plan waits for approval**\n\nNothing was changed. Every plan waits here.`,
  )
  expect(said(story)).toContain(`\`\`\`\n${text}\n\`\`\``)
  expect(text).toContain('fixes issue #7')
  expect(said(story)).toContain(`Write \`/agent approve ${story.hash.slice(0, 12)}\``)
  expect(said(story)).toContain('`/agent implement <what is different>`')
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
  expect(story.github.read.checkRuns(story.repository)).toMatchObject([
    { name: 'agent', conclusion: 'action_required', headSha: story.base },
  ])
  await story.comments('eve', '/agent status')
  expect(said(story)).toContain('✋ **waits for a person**')
})

test('the planner gets its model, and the runner who carries the plan out needs it no more', async () => {
  const story = await begin(rules())
  const runner = await story.running()
  expect(runner.assignment?.roles).toMatchObject({ planner: { name: 'gpt-5.5' } })
  expect(runner.assignment).not.toHaveProperty('plan')
})

describe('Approving', () => {
  test('starts a run that carries exactly this plan, and the pull request says who approved what', async () => {
    const story = await planned()
    await story.comments('bob', `/agent approve ${story.hash.slice(0, 12)}`)
    expect(starts(story)).toBe(2)
    const runner = story.runner()
    await runner.claim()
    expect(runner.assignment).toMatchObject({
      request: { command: 'implement', text: 'Keep it small.', actor: 'bob' },
      plan: { text, hash: story.hash, approvedBy: 'bob', id: expect.stringMatching(/^[0-9a-z]{26}$/) },
    })
    expect(runner.assignment).not.toHaveProperty('roles')
    expect((await runner.report()).body.conclusion).toBe('success')
    const [pull] = story.github.read.pullRequests(story.repository)
    expect(pull?.body).toContain(`<summary>The plan that bob approved</summary>\n\n\`\`\`\n${text}\n\`\`\``)
    expect(pull?.body).toContain(`| plan | \`${story.hash}\`, approved by bob |`)
    expect(story.replies()).toHaveLength(1)
  })

  test.each([
    (hash: string) => hash.slice(0, 8),
    (hash: string) => hash.toUpperCase(),
    (hash: string) => `\`${hash}\``,
  ])('takes the beginning of the hash, and the hash as people copy it (%#)', async (write) => {
    const story = await planned()
    await story.comments('ada', `/agent approve ${write(story.hash)}`)
    expect(starts(story)).toBe(2)
  })

  test.each([
    ['no hash', '', /takes the hash that stands below a plan.*One waits/],
    ['too little of it', 'abcdef1', /at least its first 8 characters/],
    ['something that is none', 'yes please', /takes the hash/],
    ['more than the hash', 'HASH but in TypeScript', /nothing else.*writes it behind `\/agent implement`/],
    ['another hash', 'deadbeef', /No plan of this issue has a hash that begins with `deadbeef`/],
  ])('with %s starts nothing, and says what is missing', async (_, words, answer) => {
    const story = await planned()
    await story.comments('ada', `/agent approve ${words.replace('HASH', story.hash)}`)
    expect(starts(story)).toBe(1)
    expect(said(story)).toMatch(answer)
  })

  test('works as well after the app was started anew', async () => {
    const story = await begin(rules())
    await story.comments('ada', '/agent implement')
    const hash = await comesBackWithAPlan(story)
    await story.restarts()
    await story.comments('ada', `/agent approve ${hash}`)
    expect(starts(story)).toBe(2)
  })

  test('where no plan waits says so', async () => {
    const story = await begin(rules())
    await story.comments('ada', '/agent approve')
    expect(story.replies()).toEqual([expect.stringContaining('No plan of this issue waits')])
  })

  test('by somebody who may not start runs is denied', async () => {
    const story = await planned()
    await story.comments('eve', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(1)
    expect(said(story)).toContain('`/agent approve` needs write permission')
  })

  test('twice starts one run', async () => {
    const story = await planned()
    await story.comments('bob', `/agent approve ${story.hash}`)
    await story.comments('ada', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(2)
    expect(said(story)).toMatch(/^bob approved the plan `\w{12}` on .* took it up/)
    const runner = story.runner()
    await runner.claim()
    await runner.report()
    await story.comments('ada', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(2)
    expect(said(story)).toMatch(/^bob approved the plan/)
  })

  test('again is possible when the first run of the plan came to nothing', async () => {
    const story = await planned()
    story.github.fail({ method: 'POST', path: /dispatches$/ }, { status: 403 }, 1)
    await story.comments('bob', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(1)
    expect(said(story)).toContain(`Write \`/agent approve ${story.hash.slice(0, 12)}\` to try again.`)
    await story.comments('bob', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(2)
  })

  test('on another issue than the one it was made for starts nothing', async () => {
    const story = await planned()
    const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'ada' })
    await story.comments('ada', `/agent approve ${story.hash}`, other)
    expect(starts(story)).toBe(1)
    expect(story.replies(other)).toEqual([expect.stringContaining('No plan of this issue has a hash')])
  })
})

describe('A plan does not count any more', () => {
  test('once somebody asked for something different', async () => {
    const story = await planned()
    await story.comments('ada', '/agent implement in TypeScript')
    const newer = await comesBackWithAPlan(story, { lines: 30 })
    expect(newer).not.toBe(story.hash)
    await story.comments('ada', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(2)
    expect(said(story)).toMatch(/^Something else was asked for on this issue since/)
    await story.comments('ada', `/agent approve ${newer}`)
    expect(starts(story)).toBe(3)
  })

  test.each([
    [{ body: 'Take taxes off as well.' }, 'the text of the issue changed'],
    [{ title: 'Discounts and taxes' }, 'the title of the issue changed'],
  ])('when the issue changed: %j', async (edit, why) => {
    const story = await planned()
    await story.github.editIssue(story.repository, story.issue, { ...edit, actor: 'ada' })
    await story.comments('ada', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(1)
    expect(said(story)).toContain(why)
    expect(said(story)).toContain('Write `/agent implement` for a plan of what stands there now.')
  })

  test('when the rules on the default branch changed, and does when only other files did', async () => {
    const change = async (path: string, content: string) => {
      const story = await planned()
      const files = { [path]: content }
      await story.github.commit(story.repository, { message: 'Change', files, actor: 'ada' })
      await story.comments('ada', `/agent approve ${story.hash}`)
      return story
    }
    const loosened = await change(
      '.github/agent.yml',
      `${rules().files['.github/agent.yml']}limits: { files: 3 }\n`,
    )
    expect(starts(loosened)).toBe(1)
    expect(said(loosened)).toContain('what the rules or the labels say about this task changed since')
    expect(starts(await change('README.md', '# Shop\n'))).toBe(2)
  })

  test('when a label changes what the rules say about it', async () => {
    const story = await planned('tasks: { labels: { ui: { write: [src/ui/**] } } }\n')
    await story.github.label(story.repository, story.issue, { name: 'ui', actor: 'ada' })
    await story.comments('ada', `/agent approve ${story.hash}`)
    expect(starts(story)).toBe(1)
    expect(said(story)).toContain('what the rules or the labels say about this task changed')
  })

  test('when it only stands in a comment of somebody, however much it looks like ours', async () => {
    const story = await begin(rules())
    const hash = 'ab'.repeat(32)
    await story.comments('eve', `A plan waits for approval\n\n<sub>SHA-256 of the plan: \`${hash}\`</sub>`)
    await story.comments('ada', `/agent approve ${hash}`)
    expect(starts(story)).toBe(0)
    expect(said(story)).toContain('No plan of this issue has a hash')
  })
})

test('where every plan has to be approved, a change that comes without one is not published', async () => {
  const story = await begin(rules())
  const runner = await story.running()
  expect((await runner.report()).body).toMatchObject({ conclusion: 'failure', message: 'Not published' })
  expect(said(story)).toContain('Every plan has to be approved here')
  expect(story.github.read.pullRequests(story.repository)).toEqual([])
})
