import { describe, expect, test } from '@jest/globals'
import { HARNESS } from '../kit.ts'
import { beginPulls } from './story.ts'

const RULES = '.github/agent.yml'

describe('a pull request that changes agent.yml', () => {
  test('is judged by the rules of the base, however much it loosens its own', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/lax', {
      [RULES]: HARNESS.replace('level: error', 'level: info').replace(
        'src/**, test/**',
        'src/**, test/**, docs/**',
      ),
      'src/cart.js': 'console.log(1)\n',
    })
    await story.opens('ada', 'ada/lax')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'failure', output: { title: '1 error' } })
    const summary = check?.output.summary ?? ''
    expect(summary).toContain('Until it is merged, the rules of the base branch count.')
    expect(summary).toContain('| rule `no-console` | changed: level error → info | 1 place |')
    expect(summary).toContain('| scope `write` | wider: adds `docs/**` |  |')
  })

  test('learns how many places each new rule would hit', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 210 }, (_, index) => [`lib/${index}.js`, 'var a = 1\nvar b = 2\n']),
    )
    const story = await beginPulls(files)
    await story.pushes('ada', 'ada/rule', {
      [RULES]: `${HARNESS}  - id: no-var\n    paths: [lib/**]\n    regex: '^var '\n    flags: m\n    level: error\n`,
    })
    await story.opens('ada', 'ada/rule')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'neutral' })
    expect(check?.output.summary).toContain('| rule `no-var` | added, level error | 400 places |')
    expect(check?.output.summary).toContain('Places are counted in 200 of the 210 files the new rules cover.')
  })

  test('and breaks it is told each mistake at its line', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/broken', {
      [RULES]: HARNESS.replace('level: error', 'level: fatal').replace('checks:', 'chekcs:'),
    })
    await story.opens('ada', 'ada/broken')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'failure',
      output: { title: '2 mistakes in the changed rules' },
    })
    expect(check?.annotations).toMatchObject([
      { path: RULES, start_line: 4, annotation_level: 'failure' },
      { path: RULES, start_line: 10, annotation_level: 'failure' },
    ])
    expect(check?.annotations[1]?.message).toContain('error')
  })

  test('and brings the first one is told whether it is valid', async () => {
    const story = await beginPulls({ [RULES]: null, 'src/old.js': 'console.log(1)\n' })
    await story.pushes('ada', 'ada/first', { [RULES]: HARNESS })
    await story.opens('ada', 'ada/first')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'neutral',
      output: { title: 'The new rules are valid; none applies yet' },
    })
    expect(check?.output.summary).toContain('| rule `no-console` | added, level error | 1 place |')
  })

  test('and gives it a name nobody reads is told so', async () => {
    const story = await beginPulls({ [RULES]: null })
    await story.pushes('ada', 'ada/name', { '.github/agent.yaml': HARNESS })
    await story.opens('ada', 'ada/name')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(check?.annotations).toMatchObject([{ path: '.github/agent.yaml', start_line: 1 }])
  })

  test('and takes it away is told so, and judged by it', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/away', { [RULES]: null, 'src/cart.js': 'console.log(1)\n' })
    await story.opens('ada', 'ada/away')
    const [check] = story.checks()
    expect(check).toMatchObject({ conclusion: 'failure' })
    expect(check?.output.summary).toContain('is taken away: without it, no rule is left')
  })
})

describe('rules that are broken on the base', () => {
  const broken = { [RULES]: 'version: 1\ncheks: []\n' }

  test('judge nothing, and nothing passes for judged', async () => {
    const story = await beginPulls(broken)
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'export {}\n' })
    await story.opens('ada', 'ada/cart')
    const [check] = story.checks()
    expect(check).toMatchObject({
      conclusion: 'action_required',
      output: { title: 'The rules on main are broken' },
    })
    expect(check?.output.summary).toContain(`- ${RULES}:2:1: `)
  })

  test('let a pull request through that mends them', async () => {
    const story = await beginPulls(broken)
    await story.pushes('ada', 'ada/mend', { [RULES]: HARNESS })
    await story.opens('ada', 'ada/mend')
    expect(story.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })

  test('but none whose branch is only older than the mistake', async () => {
    const story = await beginPulls()
    await story.pushes('ada', 'ada/cart', { 'src/cart.js': 'export {}\n' })
    await story.github.commit(story.repository, { message: 'Oops', files: broken, actor: 'ada' })
    await story.opens('ada', 'ada/cart')
    expect(story.checks()).toMatchObject([{ conclusion: 'action_required' }])
  })
})
