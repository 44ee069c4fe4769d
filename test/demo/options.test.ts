import { expect, test } from '@jest/globals'
import { readInputs } from '../../playground/demo/inputs.ts'
import { readOptions } from '../../playground/demo/options.ts'
import { demo, file, repository, tempFolder } from './kit.ts'

/** What the demo says before anything starts; the test below shows where it says it. */
async function refusalOf(...args: string[]): Promise<unknown> {
  const options = readOptions(args)
  if (typeof options === 'string') return options
  return readInputs(options, { apiKey: undefined, baseUrl: undefined, models: undefined })
}

test('what is wrong is the last line, and the exit code says so', async () => {
  const folder = tempFolder()
  const told = await demo('--repo', folder)
  expect(told).toMatchObject({
    code: 1,
    verdict: `demo failed: --repo ${folder}: not a git repository with at least one commit.`,
  })
})

test('--help lists every option', async () => {
  const told = await demo('--help')
  expect(told.code).toBe(0)
  for (const option of ['--repo', '--issue', '--script', '--keep', '--json'])
    expect(told.lines.join('\n')).toContain(option)
})

test('an unknown option is named, and the way to the help', async () => {
  expect(await refusalOf('--scrpt', 'x.json')).toBe("Unknown option '--scrpt'. See npm run demo -- --help")
})

test('a repository of your own needs a model: the built-in turns only fit the sample', async () => {
  expect(await refusalOf('--repo', repository({ 'a.txt': 'a\n' }))).toMatch(
    /^no model: .*--script <turns\.json>, or set OPENAI_API_KEY\.$/,
  )
})

test('a script that is no script is refused with the place of the mistake', async () => {
  expect(await refusalOf('--script', file('turns.json', '[{"say": 1}]'))).toMatch(
    /^--script \S+: turn 1, say: /,
  )
})

test('an issue file that is not there is named', async () => {
  expect(await refusalOf('--issue', '/nowhere/issue.md')).toBe(
    '--issue /nowhere/issue.md: cannot be read (ENOENT).',
  )
})
