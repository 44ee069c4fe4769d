import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { findingSchema } from '../../../../core/rules/finding.ts'
import { judge, places } from '../change-of.ts'

const RULES = `layers: { order: [{ name: ui, paths: [ui/**] }, { name: repo, paths: [repo/**] }], cycles: deny }
invariants:
  - { id: no-todo, regex: TODO }
  - { id: no-eval, ast: { language: TypeScript, rule: { pattern: eval($X) } } }
  - { id: together, pair: { when: [x/**], also: [y/**] } }
  - { id: opinion, ask: Is it good? }
`
const found = async (content: string, path = 'a.ts') => places(await judge(RULES, { [path]: content }))

test('A comment with a reason ignores its rule on its line, and is told', async () => {
  const { findings, ignored, approvals } = await judge(RULES, {
    'a.ts': 'f() // TODO // reins-ignore no-todo: next week\n',
  })
  expect(findings).toEqual([])
  expect(ignored).toEqual([
    { finding: expect.objectContaining({ rule: 'no-todo', path: 'a.ts' }), reason: 'next week' },
  ])
  expect(approvals).toEqual([])
})

describe('Where it holds', () => {
  const comment = '// reins-ignore no-todo: next week'
  test.each([
    ['on the line below, when it is alone', `${comment}\nTODO`, []],
    ['no further', `${comment}\n\nTODO`, ['a.ts:1 ignores', 'a.ts:3 no-todo']],
    ['not below a line of code', `f() ${comment}\nTODO`, ['a.ts:1 ignores', 'a.ts:2 no-todo']],
    ['below several that stand together', `${comment}\n// reins-ignore no-eval: it is ours\neval(TODO)`, []],
    ['for several rules at once', '// reins-ignore no-eval, no-todo: it is ours\neval(TODO)', []],
    ['for its rule only', `${comment}\neval(TODO)`, ['a.ts:2 no-eval']],
    ['at the end of the file', `TODO\n${comment}`, ['a.ts:1 no-todo', 'a.ts:2 ignores']],
    ['with Windows line breaks', `${comment}\r\nTODO\r\n`, []],
    ['in a block', '/* reins-ignore no-todo: next week */ TODO', []],
    ['in a longer block', '/**\n * reins-ignore no-todo: next week\n */', ['a.ts:2 ignores']],
    ['behind a byte order mark', `\ufeff${comment}\nTODO`, []],
  ])('%s', async (_, content, expected) => {
    expect(await found(content)).toEqual(expected)
  })

  test.each([
    ['a.py', '# reins-ignore no-todo: later\nTODO'],
    ['a.sql', '-- reins-ignore no-todo: later\nTODO'],
    ['a.html', '<!-- reins-ignore no-todo: later -->\nTODO'],
    ['a.css', '/* reins-ignore no-todo: later */\nTODO'],
    ['a.vue', '<!-- reins-ignore no-todo: later -->\nTODO'],
    ['Dockerfile', '# reins-ignore no-todo: later\nTODO'],
    ['a.rs', "fn f<'a>() {} // TODO // reins-ignore no-todo: later"],
    ['a.tsx', '{/* reins-ignore no-todo: later */}\nTODO'],
  ])('comments of %s', async (path, content) => {
    expect(await found(content, path)).toEqual([])
  })

  test('layers can be ignored by their rule or altogether', async () => {
    for (const rule of ['layers', 'layers/repo']) {
      const content = `// reins-ignore ${rule}: until the move\nimport '../ui/a.ts'\n`
      expect(places(await judge(RULES, { 'ui/a.ts': '', 'repo/a.ts': content }))).toEqual([])
    }
  })
})

describe('What is no comment ignores nothing', () => {
  test.each([
    ['a text', "f('// reins-ignore no-todo: x') // TODO"],
    ['a text in a template', 'f(`// reins-ignore no-todo: x`) // TODO'],
    ['an address', 'const a = "https://x.test/"; g(https://reins-ignore no-todo: x) // TODO'],
    ['plain code', 'reins-ignore no-todo: x // TODO'],
    ['another word', '// reins-ignored no-todo: x TODO'],
    ['words before it', '// see reins-ignore no-todo: x TODO'],
  ])('%s', async (_, content) => {
    expect(await found(content)).toEqual(['a.ts:1 no-todo'])
  })

  test('a comment of another language', async () => {
    expect(await found('# reins-ignore no-todo: x TODO')).toEqual(['a.ts:1 no-todo'])
    expect(await found('# reins-ignore no-todo: x TODO', 'a.unknown')).toEqual(['a.unknown:1 no-todo'])
  })
})

describe('An ignore that is wrong is a finding, and ignores nothing', () => {
  test.each([
    ['no reason', '// reins-ignore no-todo', 'This ignore has no reason; write it after a colon.'],
    ['an empty reason', '// reins-ignore no-todo: ', 'This ignore has no reason; write it after a colon.'],
    [
      'a reason that says nothing',
      '// reins-ignore no-todo: ...',
      'This ignore has no reason; write it after a colon.',
    ],
    [
      'an unknown rule',
      '// reins-ignore no-tod: x',
      'There is no rule "no-tod" to ignore; did you mean no-todo?',
    ],
    [
      'a rule of the gates',
      '// reins-ignore scope: x',
      'There is no rule "scope" to ignore; name one that is there, or remove the comment.',
    ],
    ['no rule', '// reins-ignore: x', 'This ignore names no rule; write `reins-ignore <rule>: <reason>`.'],
    [
      'all rules',
      '// reins-ignore *: x',
      'There is no rule "*" to ignore; name one that is there, or remove the comment.',
    ],
    [
      'a rule without lines',
      '// reins-ignore together: x',
      'Findings of together have no line to ignore; write a waiver.',
    ],
  ])('%s', async (_, comment, message) => {
    const { findings } = await judge(RULES, { 'a.ts': `${comment}\nTODO` })
    expect(findings).toMatchObject([
      {
        rule: 'ignores',
        level: 'error',
        path: 'a.ts',
        range: { startLine: 1, endLine: 1, startColumn: 4 },
        message,
        preexisting: false,
      },
      { rule: 'no-todo' },
    ])
    findingSchema.parse(findings[0])
  })
})

describe('An ignore that has nothing to ignore any more', () => {
  test('informs', async () => {
    const { findings } = await judge(RULES, { 'a.ts': '// reins-ignore no-todo: x\n' })
    expect(findings).toMatchObject([
      {
        rule: 'ignores',
        level: 'info',
        message: 'There is nothing of no-todo to ignore here any more; remove the comment.',
      },
    ])
  })

  test.each([
    ['of circles, which are looked for only at new imports', 'cycles', {}],
    ['of what a model judges', 'opinion', {}],
    ['of rules that were not applied now', 'no-todo', { skip: ['regex'] as const }],
  ])('but not one %s', async (_, rule, more) => {
    expect(places(await judge(RULES, { 'a.ts': `// reins-ignore ${rule}: x\n` }, more))).toEqual([])
  })

  test('nor where not all was looked at', async () => {
    const content = `${'TODO\n'.repeat(300)}// reins-ignore no-todo: x\nTODO`
    const { findings } = await judge(RULES, { 'a.ts': content })
    expect(findings.filter(({ rule }) => rule === 'ignores')).toEqual([])
  })
})

describe('What an agent ignores, a person approves', () => {
  const old = '// reins-ignore no-todo: x\nTODO one\n'
  const asked = async (content: string, byAgent = true) =>
    (await judge(RULES, { 'a.ts': content }, { before: { 'a.ts': old }, byAgent })).approvals

  test('when it is new', async () => {
    expect(await asked(`${old}TODO // reins-ignore no-todo: it's "fine"\n`)).toEqual([
      { path: 'a.ts', line: 3, why: 'The change ignores no-todo here: "it\'s \\"fine\\""' },
    ])
  })

  test.each([
    ['not when it only moved', `\n\n${old}`, 0],
    ['when it covers another line now', '// reins-ignore no-todo: x\nTODO two\n', 1],
    ['when there is one more of it', `${old}${old}`, 1],
    ['when its reason is another', old.replace(': x', ': y'), 1],
    ['not when it is wrong and ignores nothing', `${old}TODO // reins-ignore no-todo\n`, 0],
  ])('%s', async (_, content, count) => {
    expect(await asked(content)).toHaveLength(count)
  })

  test('a person needs none', async () => {
    expect(await asked(`${old}${old}`, false)).toEqual([])
  })
})

test('Ignores that were wrong before are old', async () => {
  const content = '// reins-ignore no-todo\n'
  expect(places(await judge(RULES, { 'a.ts': `\n${content}` }, { before: { 'a.ts': content } }))).toEqual([
    'a.ts:2 ignores (old)',
  ])
})

test('Whatever stands in a file, every finding is kept, ignored with a reason, or waived, and fits the contract', async () => {
  const piece = fc.constantFrom(
    '// ',
    'reins-ignore',
    ' no-todo',
    ', ',
    ': ',
    'why',
    '\n',
    '\r\n',
    "'",
    '/*',
    '*/',
    'TODO',
    '\ud800',
    '`',
    ' ',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
      const content = pieces.join('')
      const { findings, ignored } = await judge(RULES, { 'a.ts': content })
      for (const finding of findings) findingSchema.parse(finding)
      for (const { reason } of ignored) expect(reason).toMatch(/[a-z]/i)
      const todos = content.split('TODO').length - 1
      expect(findings.filter(({ rule }) => rule === 'no-todo').length + ignored.length).toBe(todos)
    }),
  )
})
