import { describe, expect, test } from '@jest/globals'
import { beginPulls } from './story.ts'

const CART = 'export function total(items) {\n  return items.length\n}\n'

describe('the check run harness', () => {
  test('stands at the added line that breaks a rule, with the fix, seconds after a person’s push', async () => {
    const story = await beginPulls()
    const head = await story.pushes('ada', 'ada/cart', {
      'src/cart.js': CART.replace('  return', '  console.log(items)\n  return'),
      'docs/cart.md': 'console.log is fine here\n',
    })
    story.calls()
    await story.opens('ada', 'ada/cart')
    const calls = story.calls()
    expect([calls[0], ...calls.slice(1, 3).sort(), ...calls.slice(3)]).toEqual([
      'POST /graphql',
      'GET compare/…...…',
      'GET git/trees/…',
      'POST /graphql',
      'POST check-runs',
    ])
    const [check, ...others] = story.checks()
    expect(others).toEqual([])
    expect(check).toMatchObject({
      headSha: head,
      status: 'completed',
      conclusion: 'failure',
      output: { title: '1 error' },
      annotations: [
        { path: 'src/cart.js', start_line: 2, end_line: 2, annotation_level: 'failure', title: 'no-console' },
      ],
    })
    expect(check?.annotations[0]?.message).toContain('Fix: Use `log` from src/log.js.')
    expect(check?.output.summary).toContain(`\`main\` at ${story.base}`)
    expect(check?.output.summary).toContain('| `no-console` | error | 1 | 0 | 0 |')
    expect(check?.output.summary).toContain('reins-ignore no-console')
  })

  test('blames nobody for what was there before', async () => {
    const story = await beginPulls({ 'src/old.js': 'console.log(1)\n' })
    await story.pushes('ada', 'ada/old', { 'src/old.js': '// Old.\nconsole.log(1)\n' })
    await story.opens('ada', 'ada/old')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'success',
      output: { title: 'No rule is broken' },
      annotations: [],
    })
    expect(check?.output.summary).toContain('| `no-console` | error | 0 | 1 | 0 |')
    expect(check?.output.summary).toContain('1 finding was there before')
  })

  test('is green only where a rule looked', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/docs', { 'docs/cart.md': 'Carts.\n' })
    await story.opens('ada', 'ada/docs')
    expect(story.checks()).toMatchObject([
      { conclusion: 'neutral', output: { title: 'No rule applies to this change' } },
    ])
  })

  test('is not there where nothing rules', async () => {
    const story = await beginPulls({ '.github/agent.yml': null })
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'console.log(1)\n' })
    story.calls()
    await story.opens('ada', 'ada/cart')
    expect(story.calls()).toEqual(['POST /graphql'])
    expect(story.checks()).toEqual([])
    expect(story.app.ignored()).toMatchObject({ 'the base branch has no rules': 1 })
  })

  test('asks no person for the scope of agents', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/docs', { 'docs/cart.md': 'Carts.\n', 'src/cart.js': `${CART}// More.\n` })
    await story.opens('ada', 'ada/docs')
    expect(story.checks()).toMatchObject([{ conclusion: 'success' }])
  })

  test('of a fork is written without reading the fork', async () => {
    const story = await beginPulls()
    const fork = await story.github.fork(story.repository, 'eve')
    const head = await story.github.commit(fork, {
      branch: 'mine',
      message: 'Mine',
      files: { 'src/cart.js': 'console.log(1)\n', '.github/agent.yml': 'version: 1\n' },
      actor: 'eve',
    })
    await story.opens('eve', 'eve:mine')
    expect(story.checks()).toMatchObject([{ headSha: head, conclusion: 'failure' }])
    const outside = story.github
      .requests()
      .filter(({ as, path }) => as === 'reins[bot]' && path.includes('/eve/'))
    expect(outside).toEqual([])
  })

  test('of deleted, renamed and binary files, links and submodules says what has no text', async () => {
    const story = await beginPulls({
      'src/gone.js': 'console.log(1)\n',
      'src/a.js': 'console.log(2)\n'.repeat(9),
    })
    await story.pushes('ada', 'ada/odd', {
      'src/gone.js': null,
      'src/a.js': null,
      'src/b.js': 'console.log(2)\n'.repeat(9),
      'src/logo.png': { mode: '100644', content: new Uint8Array([137, 80, 78, 71, 0, 255]) },
      'src/link': { mode: '120000', content: 'a.js' },
      'src/lib': { mode: '160000', sha: 'a'.repeat(40) },
    })
    await story.opens('ada', 'ada/odd')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'success', annotations: [] })
    expect(check?.output.summary).toContain(
      '1 binary file, 1 symbolic link and 1 submodule: no text to look at.',
    )
    expect(check?.output.summary).toContain('| `no-console` | error | 0 | 9 | 0 |')
  })

  test('does not pass a file that a rule which blocks covers and nobody can look into', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/large', {
      'src/large.js': '1\n'.repeat(400_000),
      'large.txt': '1\n'.repeat(400_000),
      'src/nul.js': '// \0\nconsole.log(1)\n',
      'src/logo.png': '\0PNG',
    })
    await story.opens('ada', 'ada/large')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'action_required',
      output: { title: 'Not everything could be judged' },
    })
    expect(check?.output.summary).toContain('`src/nul.js`: named like source, but no text')
    expect(check?.output.summary).not.toContain('logo.png')
    expect(check?.output.summary).toContain('`src/large.js`: larger than 512,000 bytes')
    expect(check?.output.summary).not.toContain('large.txt')
  })

  test('carries its annotations fifty at a time', async () => {
    const story = await beginPulls()
    const lines = Array.from({ length: 120 }, (_, index) => `console.log(${index})\n`).join('')
    await story.pushes('ada', 'ada/many', { 'src/many.js': lines })
    story.calls()
    await story.opens('ada', 'ada/many')
    const writes = story.calls().filter((call) => !/^GET|graphql$/.test(call))
    expect(writes).toEqual([
      'POST check-runs',
      expect.stringMatching(/^PATCH/),
      expect.stringMatching(/^PATCH/),
    ])
    const [check] = story.checks()
    expect(check?.annotations).toHaveLength(120)
    expect(check?.output).toMatchObject({ title: '120 errors' })
  })
})
