import { expect, test } from '@jest/globals'
import { begin } from './kit.ts'
import { finding, gate, write } from './runner.ts'

/** What the app sees when it looks at a report again, whatever the runner says of it. */

test('a file that becomes executable needs a person, with its text unchanged', async () => {
  const story = await begin()
  const runner = await story.running()
  const text = (await story.github.read.file(story.repository, 'main', 'src/cart.js')) ?? ''
  const { body } = await runner.report({ changes: [write('src/cart.js', text, '100755')] })
  expect(body).toMatchObject({ conclusion: 'action_required' })
  expect(story.github.read.pullRequests(story.repository)[0]?.body).toContain('src/cart.js')
})

test('a file with what looks like a GitHub token is not published, and the token stands nowhere', async () => {
  const story = await begin()
  const runner = await story.running()
  const token = `ghs_${'aB3'.repeat(14)}.x-y`
  const { body } = await runner.report({
    changes: [write('src/notes.js', `export const seen = '${token}'\n`)],
  })
  expect(body).toMatchObject({ conclusion: 'failure', url: null })
  expect(story.replies()[0]).toContain('looks like a GitHub token')
  expect(JSON.stringify(story.github.read.checkRuns(story.repository)) + story.replies()[0]).not.toContain(
    token,
  )
  expect(await story.github.read.branches(story.repository)).toEqual(['main'])
})

test('a criterion the agent itself says is not met keeps the check run from being green', async () => {
  const story = await begin()
  const runner = await story.running()
  await runner.report({ acceptance: [{ criterion: 'Codes expire', met: false, evidence: 'Not begun.' }] })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check).toMatchObject({ conclusion: 'action_required' })
  expect(check?.output.title).toBe('Not complete: 1 criterion is not met')
  expect(check?.output.summary).toContain('- Codes expire')
})

const RULES = `version: 1
invariants:
  - { id: links, run: node links.js, level: error }
  - { id: documented, ask: Every function has a comment., level: warn }
`

test('a rule that is a command and that nobody ran proves nothing', async () => {
  const story = await begin({ files: { '.github/agent.yml': RULES } })
  const runner = await story.running()
  expect((await runner.report({ gates: [] })).body).toMatchObject({ message: 'Failed: links' })
})

test('what commands and models found for a rule is shown, and only the commands block', async () => {
  const story = await begin({ files: { '.github/agent.yml': RULES } })
  const runner = await story.running()
  const { body } = await runner.report({
    gates: [{ before: null, after: { ...gate('links', 'failed').after, kind: 'rules' } }],
    findings: [
      finding(2, { rule: 'links', level: 'error', message: 'A dead link.' }),
      finding(1, { rule: 'documented', level: 'warn', message: 'No comment.' }),
    ],
  })
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Failed: links' })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations.map(({ message }) => message).join('\n')).toMatch(/A dead link\..*No comment\./s)
})

test('a comment by which the agent silences a rule needs a person, whatever the runner says', async () => {
  const rule = "invariants: [{ id: no-console, regex: 'console', level: error }]\n"
  const story = await begin({ files: { '.github/agent.yml': `version: 1\n${rule}` } })
  const runner = await story.running()
  const text = '// reins-ignore no-console: this file is the log itself\nconsole.log(1)\n'
  const { body } = await runner.report({ changes: [write('src/log.js', text)], gates: [], findings: [] })
  expect(body).toMatchObject({ conclusion: 'action_required' })
  expect(story.replies()[0]).toContain('`src/log.js`')
})

test('what a rule of the syntax tree finds counts, when the runner says that everything passed', async () => {
  const rule =
    'invariants: [{ id: no-eval, paths: [src/**], ast: { language: JavaScript, rule: { pattern: eval($CODE) } } }]\n'
  const story = await begin({ files: { '.github/agent.yml': `version: 1\n${rule}` } })
  const runner = await story.running()
  const text = '// eval(a) stays words\nexport const run = (a) => eval(a)\n'
  const { body } = await runner.report({ changes: [write('src/run.js', text)], gates: [], findings: [] })
  expect(body).toMatchObject({ conclusion: 'failure', message: 'Failed: no-eval' })
  const [check] = story.github.read.checkRuns(story.repository)
  expect(check?.annotations).toMatchObject([{ path: 'src/run.js', start_line: 2, title: 'no-eval' }])
})
