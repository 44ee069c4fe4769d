import { expect, test } from '@jest/globals'
import { beginReviewing } from './reviewing.ts'

/** Who counts, and who does not. */

const BILLING = `review:
  humans:
    - { when: { paths: [src/billing/**] } }
`
const CHANGE = { 'src/billing/tax.js': 'export const tax = 0.2\n' }

test('a change that nobody has to look at says so, and is neither green nor in the way', async () => {
  const story = await beginReviewing(BILLING)
  const pull = await story.opens('ada', { 'src/cart.js': 'export {}\n' })
  expect(story.check(pull)).toMatchObject({
    conclusion: 'neutral',
    output: {
      title: 'Nothing asks for a person',
      summary: 'No rule in `review.humans` of `.github/agent.yml` on the base branch asks for a person here.',
    },
  })
})

test('one that needs somebody waits for one approval of somebody who may write', async () => {
  const story = await beginReviewing(BILLING)
  const pull = await story.opens('ada', CHANGE)
  const before = story.check(pull)
  expect(before).toMatchObject({ conclusion: 'action_required', output: { title: '0 of 1 approval given' } })
  expect(before.output.summary).toContain('- Ask anybody who may write here for a review.')
  expect(before.output.summary).toContain(
    '| ⏳ | **path**: `src/billing/tax.js` is named in `review.humans` | anybody who may write here | nobody yet | 1 approval |',
  )
  await story.approves('eve', pull)
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
  expect(story.check(pull).output.summary).toContain('- `eve` may only read, not write.')
  await story.approves('grace', pull)
  expect(story.check(pull)).toMatchObject({
    id: before.id,
    conclusion: 'success',
    output: { title: 'Approved' },
  })
  expect(story.check(pull).output.summary).toContain('| `grace` | – |')
})

test('ada asked for the run; her approval does not count, grace’s does', async () => {
  const story = await beginReviewing(BILLING.replace('src/billing/**', 'src/**'))
  const runner = await story.running()
  expect((await runner.report()).status).toBe(200)
  await story.settled()
  const pull = story.github.read.pullRequests(story.repository).at(-1)?.number ?? 0
  expect(story.check(pull).conclusion).toBe('action_required')
  await story.approves('ada', pull)
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
  expect(story.check(pull).output.summary).toContain('- `ada` asked for the agent’s run in it.')
  await story.approves('grace', pull)
  expect(story.check(pull)).toMatchObject({ conclusion: 'success' })
})

test('the requester is known by the App’s own commit after the description was changed and the branch went on', async () => {
  const story = await beginReviewing(BILLING.replace('src/billing/**', 'src/**'))
  const runner = await story.running()
  await runner.report()
  await story.settled()
  const pull = story.github.read.pullRequests(story.repository).at(-1)?.number ?? 0
  const { rest } = story.as('ada')
  await rest.pulls.update({ ...story.repo, pull_number: pull, body: 'Closes #1, [asked for by bob](x).' })
  await story.loses()
  await story.pushes('ada', pull, { 'src/more.js': 'export {}\n' })
  await story.approves('ada', pull)
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain('- `ada` asked for the agent’s run in it.')
  // What anybody may write into the description shuts nobody out.
  await story.approves('bob', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('when nothing tells any more who asked, nobody’s approval passes for another’s', async () => {
  const story = await beginReviewing(BILLING.replace('src/billing/**', 'src/**'))
  const runner = await story.running()
  await runner.report()
  await story.settled()
  const pull = story.github.read.pullRequests(story.repository).at(-1)?.number ?? 0
  const { rest } = story.as('ada')
  await rest.pulls.update({ ...story.repo, pull_number: pull, body: 'Closes #1, [asked for by bob](x).' })
  await story.loses()
  await story.forces('ada', pull, { 'src/cart.js': 'export {}\n' })
  await story.approves('ada', pull)
  await story.approves('grace', pull)
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain('Nothing tells any more who asked for this agent’s run')
})

test('an agent’s change of what is always protected needs a person, whatever the rules say; a person’s does not', async () => {
  const story = await beginReviewing('review:\n  humans: []\n')
  const lock = { 'package-lock.json': '{}\n' }
  expect(story.check(await story.opens('ada', lock)).conclusion).toBe('neutral')
  const runner = await story.running()
  await runner.report()
  await story.settled()
  const pull = story.github.read.pullRequests(story.repository).at(-1)?.number ?? 0
  expect(story.check(pull).conclusion).toBe('neutral')
  await story.pushes('linus', pull, lock)
  expect(story.check(pull).conclusion).toBe('action_required')
  expect(story.check(pull).output.summary).toContain(
    '**protected**: `package-lock.json` is a lockfile, so it decides what is installed',
  )
})

test('a member of a team counts, and of a team below it; others do not', async () => {
  const story = await beginReviewing(
    `review:
  humans:
    - { when: { paths: [src/billing/**] }, by: ['@acme/Payments'], count: 2 }
`,
    {
      teams: {
        payments: ['Grace', 'ada'],
        refunds: { members: ['linus'], parent: 'payments' },
        ops: ['bob'],
      },
    },
  )
  const pull = await story.opens('ada', CHANGE)
  expect(story.check(pull).output).toMatchObject({ title: '0 of 2 approvals given: ask @acme/Payments' })
  expect(story.check(pull).output.summary).toContain('- Ask `@acme/Payments` for a review (2 approvals).')
  await story.approves('bob', pull)
  await story.approves('grace', pull)
  expect(story.check(pull).output).toMatchObject({ title: '1 of 2 approvals given: ask @acme/Payments' })
  await story.approves('linus', pull)
  expect(story.check(pull)).toMatchObject({
    conclusion: 'success',
    output: { title: 'All 2 approvals given' },
  })
  expect(story.check(pull).output.summary).toContain('| 2 of `@acme/Payments` | `Grace` and `linus` | – |')
})

test('a team in which nobody is left to approve is said to be one', async () => {
  const rules = `review:\n  humans:\n    - { when: { paths: [src/billing/**] }, by: ['@acme/payments'] }\n`
  const story = await beginReviewing(rules, { teams: { payments: ['ada'] } })
  const pull = await story.opens('ada', CHANGE)
  expect(story.check(pull).output.summary).toContain(
    '- Nobody of those named can approve this: ada opened this pull request.',
  )
})

test('a team that cannot be read counts for nobody, and says why', async () => {
  const rules = (team: string) =>
    `review:\n  humans:\n    - { when: { paths: [src/billing/**] }, by: ['@acme/${team}'] }\n`
  const inOrganization = await beginReviewing(rules('paymints'), { teams: { payments: ['grace'] } })
  const pull = await inOrganization.opens('ada', CHANGE)
  await inOrganization.approves('grace', pull)
  expect(inOrganization.check(pull).conclusion).toBe('action_required')
  expect(inOrganization.check(pull).output.summary).toContain(
    'Nobody can be counted for `@acme/paymints`: GitHub shows the App no such team in this organization.',
  )
  const ofAPerson = await beginReviewing(rules('payments'))
  const second = await ofAPerson.opens('ada', CHANGE)
  await ofAPerson.approves('grace', second)
  expect(ofAPerson.check(second).conclusion).toBe('action_required')
  expect(ofAPerson.check(second).output.summary).toContain('the App may not read members here')
})
