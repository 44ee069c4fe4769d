import { expect, test } from '@jest/globals'
import { begin, HARNESS } from './kit.ts'

/** Every refusal is a sentence that says why and what to do; nothing is dispatched. */

async function refusedWith(story: Awaited<ReturnType<typeof begin>>): Promise<string> {
  await story.settled()
  expect(story.github.read.workflowRuns(story.repository)).toEqual([])
  const replies = story.replies()
  expect(replies).toHaveLength(1)
  return replies[0] ?? ''
}

test('an unknown command gets the nearest one', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implemnt this')
  expect(await refusedWith(story)).toMatch(/`implemnt`.*Did you mean `\/agent implement`\?/)
})

test('help lists what can be asked for', async () => {
  const story = await begin()
  await story.comments('eve', '/agent help')
  const reply = await refusedWith(story)
  for (const command of ['implement', 'status', 'help']) expect(reply).toContain(`/agent ${command}`)
})

test('status tells that nothing has run, and later what has', async () => {
  const story = await begin()
  await story.comments('ada', '/agent status')
  expect(await refusedWith(story)).toContain('Nothing has run here yet.')
  await story.comments('ada', '/agent implement')
  await story.comments('ada', '/agent status')
  expect(story.replies().at(-1)).toContain('ada')
  expect(story.replies().at(-1)).toContain('/actions/runs/')
})

test('who may not write is told so once on an issue, and again on another', async () => {
  const story = await begin()
  await story.comments('eve', '/agent implement')
  expect(await refusedWith(story)).toContain('write')
  await story.comments('eve', '/agent implement please')
  expect(story.replies()).toHaveLength(1)
  const other = await story.github.openIssue(story.repository, { title: 'Other', body: '', actor: 'eve' })
  await story.comments('eve', '/agent implement', other)
  expect(story.replies(other)).toHaveLength(1)
})

test('a stranger who is no collaborator is denied', async () => {
  const story = await begin()
  story.github.user('mallory')
  await story.comments('mallory', '/agent implement')
  expect(await refusedWith(story)).toContain('@mallory'.slice(1))
})

test('when GitHub does not say what somebody may do, they may do nothing', async () => {
  const story = await begin()
  story.github.fail({ method: 'GET', path: /collaborators\/ada\/permission/ }, { status: 502 }, 10)
  await story.comments('ada', '/agent implement')
  expect(await refusedWith(story)).toBe(
    'GitHub did not say what `ada` may do here (`GitHub answered 502`), so nothing was started. Ask again in a few minutes.',
  )
})

test('a broken rules file is shown with line and column', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\nchekcs:\n  - npm test\n' } })
  await story.comments('ada', '/agent implement')
  const reply = await refusedWith(story)
  expect(reply).toMatch(/2:1|line 2.*column 1/i)
  expect(reply).toContain('checks')
})

test('a rules file that is no text is broken, never ignored', async () => {
  const story = await begin({ files: { '.github/agent.yml': 'version: 1\0' } })
  await story.comments('ada', '/agent implement')
  expect(await refusedWith(story)).toContain('.github/agent.yml')
})

test('rules under a name that nobody reads, or in what is no file, are refused and never replaced by a guess', async () => {
  const misnamed = await begin({
    files: { '.github/agent.yml': null, '.github/agent.yaml': 'version: 1\n' },
  })
  await misnamed.comments('ada', '/agent implement')
  expect(await refusedWith(misnamed)).toContain('rename it to .github/agent.yml')
  const folder = await begin({
    files: { '.github/agent.yml': null, '.github/agent.yml/rules': 'version: 1\n' },
  })
  await folder.comments('ada', '/agent implement')
  expect(await refusedWith(folder)).toContain('this is no file; put a text file with the rules here')
})

test('a missing workflow comes with the whole file to add', async () => {
  const story = await begin({ files: { '.github/workflows/agent.yml': null } })
  await story.comments('ada', '/agent implement')
  const reply = await refusedWith(story)
  expect(reply).toContain('.github/workflows/agent.yml')
  expect(reply).toContain('uses: reins-dev/reins/.github/workflows/agent.yml@v1')
})

test('a model the operator does not serve is named', async () => {
  const story = await begin({ files: { '.github/agent.yml': `${HARNESS}models: { strong: gpt-9 }\n` } })
  await story.comments('ada', '/agent implement')
  expect(await refusedWith(story)).toContain('gpt-9')
})

test('options ask for more than policy gives, and are refused', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement --budget 9999')
  expect(await refusedWith(story)).toContain('--budget')
})

test('a closed issue is not worked on', async () => {
  const story = await begin()
  await story.github.closeIssue(story.repository, story.issue, 'ada')
  await story.comments('ada', '/agent implement')
  expect(await refusedWith(story)).toContain('closed')
})

test('a second command while one is at work starts nothing', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  await story.comments('bob', '/agent implement')
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
  expect(story.replies().at(-1)).toContain('asked for by ada')
})

test.each([
  [404, 'Not Found', 'is not disabled'],
  [403, 'Resource not accessible by integration', 'Actions are enabled'],
  [422, "Workflow does not have 'workflow_dispatch' trigger", 'on: workflow_dispatch'],
])('a dispatch refused with %i says why and what to do', async (status, message, advice) => {
  const story = await begin()
  story.github.fail({ method: 'POST', path: /\/dispatches$/ }, { status, body: { message } })
  await story.comments('ada', '/agent implement')
  const reply = await refusedWith(story)
  expect(reply).toContain('**Not started**')
  expect(reply).toContain(`${status}: ${message}`)
  expect(reply).toContain(advice)
  await story.comments('ada', '/agent implement')
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
})

test('what GitHub shows as a quote, code or hidden text is no command, nor is one inside a sentence', async () => {
  const story = await begin()
  for (const body of [
    '> /agent implement',
    '```\n/agent implement\n```',
    '<!--\n/agent implement\n-->',
    'Please /agent implement',
    '/agents implement',
  ])
    await story.comments('ada', body)
  expect(story.replies()).toEqual([])
  expect(story.writes()).toEqual([])
})

test('an edited comment only asks for what was not there before', async () => {
  const story = await begin()
  const comment = await story.comments('ada', 'Hello')
  await story.edits('ada', comment, 'Hello\n\n/agent status')
  expect(story.replies()).toHaveLength(1)
  await story.edits('ada', comment, 'Hello all\n\n/agent status')
  expect(story.replies()).toHaveLength(1)
})

test('a redelivered webhook does nothing twice', async () => {
  const story = await begin()
  await story.comments('ada', '/agent implement')
  const delivery = story.github
    .events()
    .find((event) => event.type === 'delivery' && event.event === 'issue_comment')
  expect(delivery).toBeDefined()
  story.writes()
  await story.redeliver((delivery as { guid: string }).guid)
  expect(story.writes()).toEqual([])
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
})

test('another word than /agent can be chosen, and then only that counts', async () => {
  const story = await begin({ files: { '.github/agent.yml': `${HARNESS}triggers: { command: /bot }\n` } })
  await story.comments('ada', '/bot status')
  expect(story.replies()).toHaveLength(1)
  await story.comments('ada', '/agent status')
  expect(story.replies()).toHaveLength(1)
})

test('on a pull request implement says where it works', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report()
  await story.comments('ada', '/agent implement', 2)
  expect(story.replies(2)).toEqual([expect.stringContaining('works on issues, not on pull requests')])
})

test('trouble that passes is not told: the work is done again, and nothing twice', async () => {
  const story = await begin()
  const rules = { method: 'POST', path: /graphql/, body: /agent\.yml/ }
  story.github.fail(rules, { status: 500 }, 3 * 2)
  await story.comments('ada', '/agent implement')
  expect(story.replies()).toEqual([expect.stringContaining('The run waits for a runner')])
  expect(story.github.read.workflowRuns(story.repository)).toHaveLength(1)
})

/** Of the rules; that the comment is there, GitHub could say. */
const RULES = { method: 'POST', path: /graphql/, body: /agent\.yml/ }
const TROUBLE = /^Something went wrong on our side .* delivery `[\w-]+`\.$/

test.each(['/agent implement', '/agent implemant'])(
  'trouble on our side is told in one line with the delivery: %s',
  async (asked) => {
    const story = await begin()
    story.github.fail(RULES, { status: 500 }, 3 * 5)
    await story.comments('ada', asked)
    expect(story.replies()).toEqual([expect.stringMatching(TROUBLE)])
  },
)

test('trouble that cannot be told for now is told later, and once', async () => {
  const story = await begin()
  story.github.fail(RULES, { status: 500 }, 3 * 5)
  story.github.fail({ method: 'POST', path: /\/issues\/\d+\/comments$/ }, { status: 502 }, 2)
  await story.comments('ada', '/agent implement')
  await story.settled()
  expect(story.replies()).toEqual([expect.stringMatching(TROUBLE)])
  const given = await story.database.query('SELECT guid FROM reins.deliveries WHERE dead IS NOT NULL')
  expect(given).toHaveLength(1)
})

test.each(['noted', 'not noted'])(
  'what broke off after its answer was %s is no trouble to tell',
  async (how) => {
    const story = await begin()
    await story.comments('ada', '/agent help')
    const said = story.replies()
    expect(said).toHaveLength(1)
    // As if its process had ended again and again before the job was done.
    const { query } = story.database
    if (how === 'not noted') await query('UPDATE reins.effects SET made = NULL')
    await query('UPDATE reins.deliveries SET done_at = NULL')
    await query(
      `UPDATE pgboss.job SET state = 'retry', retry_count = 9, completed_on = NULL, start_after = now()
     WHERE name = 'deliveries' AND data->>'guid' IN (SELECT delivery FROM reins.answered)`,
    )
    await story.restarts()
    await story.settled()
    const given = await query('SELECT guid FROM reins.deliveries WHERE dead IS NOT NULL')
    expect(given).toHaveLength(1)
    expect(story.replies()).toEqual(said)
  },
)
