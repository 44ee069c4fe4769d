import { expect, test } from '@jest/globals'
import { beginReviewing } from '../approvals/reviewing.ts'
import { KOTLIN_BOMB, KOTLIN_RULES } from '../judging/hostile.ts'
import { beginPulls } from './story.ts'

/** Pull requests that were made to harm whoever judges them, through the whole app. */

test('a file that kills its parser leaves the app standing and its check run closed, with what to do', async () => {
  const story = await beginPulls({ '.github/agent.yml': KOTLIN_RULES })
  await story.pushes('bob', 'bob/bomb', { 'src/A.kt': KOTLIN_BOMB })
  await story.opens('bob', 'bob/bomb')
  const [check] = story.checks()
  expect(check).toMatchObject({
    conclusion: 'action_required',
    output: { title: 'This change could not be judged' },
  })
  expect(check?.output.summary).toMatch(
    /^Applying the rules to this change ended the process it was done in: a parser failed, or memory ran out\. Split the change/,
  )
  // The next one is judged as if nothing had been.
  await story.pushes('ada', 'ada/fine', { 'src/B.kt': 'fun b() = 1\n' })
  await story.opens('ada', 'ada/fine')
  expect(story.checks().at(-1)).toMatchObject({ conclusion: 'success' })
})

test('rules whose own example kills a parser are judged by nobody and pass nobody', async () => {
  const rules = `version: 1
invariants:
  - id: bomb
    ast: { language: Kotlin, rule: { kind: ERROR } }
    examples: { bad: ['${KOTLIN_BOMB}'] }
`
  const story = await beginPulls({ '.github/agent.yml': rules })
  await story.pushes('ada', 'ada/any', { 'src/a.js': 'a\n' })
  await story.opens('ada', 'ada/any')
  expect(story.checks()).toMatchObject([{ conclusion: 'action_required' }])
  await story.comments('ada', '/agent implement')
  expect(story.replies().at(-1)).toContain('Reading the rules ended the process it was done in')
  expect(story.github.read.workflowRuns(story.repository)).toEqual([])
})

test('a CODEOWNERS of 400 kB and a change of many files ask for people in bounded time, or for everybody', async () => {
  const rules = `version: 1
review: { humans: [{ when: { paths: ['src/**'] }, by: [codeowners] }] }
`
  const owners = Array.from({ length: 12_000 }, (_, at) => `/src/**/*${'*a'.repeat(4)}${at} @ada`).join('\n')
  const story = await beginReviewing(rules, { files: { CODEOWNERS: owners } })
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`src/${'a'.repeat(60)}${at}.js`, 'x\n']),
  )
  const pull = await story.opens('bob', files)
  expect(story.check(pull)).toMatchObject({ conclusion: 'action_required' })
})
