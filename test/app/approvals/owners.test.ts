import { expect, test } from '@jest/globals'
import { beginReviewing } from './reviewing.ts'

/** `by: [codeowners]`: as GitHub counts, from the base branch. */

const RULES = `review:
  humans:
    - { when: { paths: [src/**, docs/**], kind: [ci] }, by: [codeowners] }
`
const OWNERS = `* @bob
/src/billing/ @grace @acme/payments
/docs/ @linus
/docs/free.md
`

test('each owned path needs one of its own owners; one approval serves all that are theirs', async () => {
  const story = await beginReviewing(RULES, { files: { CODEOWNERS: OWNERS } })
  const pull = await story.opens('ada', {
    'src/billing/a.js': '1\n',
    'src/billing/b.js': '2\n',
    'docs/x.md': '3\n',
  })
  expect(story.check(pull).output.title).toBe('0 of 2 approvals given: ask @linus; @grace or @acme/payments')
  const { summary } = story.check(pull).output
  expect(summary).toContain('- Ask `@grace` or `@acme/payments` for a review.')
  expect(summary).toContain('- Ask `@linus` for a review.')
  await story.approves('bob', pull)
  expect(story.check(pull).output.title).toBe('0 of 2 approvals given: ask @linus; @grace or @acme/payments')
  await story.approves('grace', pull)
  expect(story.check(pull).output.title).toBe('1 of 2 approvals given: ask @linus')
  await story.approves('linus', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('a path that is owned by nobody needs anybody who may write', async () => {
  const story = await beginReviewing(RULES, { files: { CODEOWNERS: OWNERS } })
  const pull = await story.opens('ada', { 'docs/free.md': 'free\n' })
  expect(story.check(pull).output.summary).toContain('- Ask anybody who may write here for a review.')
  await story.approves('eve', pull)
  expect(story.check(pull).conclusion).toBe('action_required')
  await story.approves('bob', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('the owners are those of the base, not those the change gives itself', async () => {
  const story = await beginReviewing(RULES, { files: { CODEOWNERS: OWNERS } })
  const pull = await story.opens('ada', {
    'docs/x.md': 'x\n',
    CODEOWNERS: '* @bob\n',
    '.github/CODEOWNERS': '* @bob\n',
  })
  await story.approves('bob', pull)
  expect(story.check(pull).conclusion).toBe('action_required')
  await story.approves('linus', pull)
  expect(story.check(pull).conclusion).toBe('success')
})

test('.github/CODEOWNERS goes before the one at the root, whatever is in it', async () => {
  const story = await beginReviewing(RULES, {
    files: { CODEOWNERS: OWNERS, '.github/CODEOWNERS': '[Docs] @linus\n*.md @grace # all of them\n' },
  })
  const pull = await story.opens('ada', { 'docs/x.md': 'x\n' })
  const { summary } = story.check(pull).output
  expect(summary).toContain('- Ask `@grace` for a review.')
  expect(summary).toContain('### Lines of `.github/CODEOWNERS` that GitHub skips')
  expect(summary).toContain('- Line 1 uses `[ ]`')
})

test('an owner who may not write does not count', async () => {
  const story = await beginReviewing(RULES, { files: { CODEOWNERS: 'src/ @eve @grace\n' } })
  const pull = await story.opens('ada', { 'src/x.js': 'x\n' })
  await story.approves('eve', pull)
  expect(story.check(pull).output.summary).toContain('- `eve` may only read, not write.')
  expect(story.check(pull).conclusion).toBe('action_required')
})

test('a kind of change is shown with its place and asks the owners of that path', async () => {
  const story = await beginReviewing(RULES, { files: { CODEOWNERS: OWNERS } })
  const pull = await story.opens('ada', { '.github/workflows/x.yml': 'on: push\njobs: {}\n' })
  const { summary } = story.check(pull).output
  expect(summary).toMatch(/\*\*ci\*\*: `\.github\/workflows\/x\.yml(:\d+)?` /)
  expect(summary).toContain('- Ask `@bob` for a review.')
})
