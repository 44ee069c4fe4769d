import { expect, test } from '@jest/globals'
import { demo, file, repository, tempFolder } from './kit.ts'

test('an unknown option is named, and the way to the help', async () => {
  const told = await demo('--scrpt', 'x.json')
  expect(told.code).toBe(1)
  expect(told.verdict).toBe("demo failed: Unknown option '--scrpt'. See npm run demo -- --help")
})

test('--help lists every option', async () => {
  const told = await demo('--help')
  expect(told.code).toBe(0)
  for (const option of ['--repo', '--issue', '--script', '--keep', '--json'])
    expect(told.lines.join('\n')).toContain(option)
})

test('a folder that is no git repository is refused before anything starts', async () => {
  const folder = tempFolder()
  const told = await demo('--repo', folder)
  expect(told).toMatchObject({
    code: 1,
    verdict: `demo failed: --repo ${folder}: not a git repository with at least one commit.`,
  })
})

test('a repository of your own needs a model: the built-in turns only fit the sample', async () => {
  const told = await demo('--repo', repository({ 'a.txt': 'a\n' }))
  expect(told.verdict).toMatch(/^demo failed: no model: .*--script <turns\.json>, or set OPENAI_API_KEY\.$/)
})

test('a script that is no script is refused with the place of the mistake', async () => {
  const told = await demo('--script', file('turns.json', '[{"say": 1}]'))
  expect(told.code).toBe(1)
  expect(told.verdict).toMatch(/^demo failed: --script \S+: turn 1, say: /)
})

test('an issue file that is not there is named', async () => {
  const told = await demo('--issue', '/nowhere/issue.md')
  expect(told.verdict).toBe('demo failed: --issue /nowhere/issue.md: cannot be read (ENOENT).')
})
