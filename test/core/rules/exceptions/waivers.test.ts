import { describe, expect, test } from '@jest/globals'
import { judge, places } from '../change-of.ts'

const RULES = `layers: { order: [{ name: ui, paths: [ui/**] }, { name: repo, paths: [repo/**] }] }
invariants: [{ id: no-todo, regex: TODO }, { id: no-todo/more, regex: MORE }]
`
const waive = (rule: string, until = '2026-12-01', paths = '[repo/**]') =>
  `${RULES}waivers: [{ rule: ${rule}, paths: ${paths}, until: ${until}, why: 'see #5' }]\n`
const TREE = { 'ui/a.ts': '', 'repo/a.ts': "import '../ui/a.ts' // TODO MORE\n", 'b.ts': 'TODO' }

test('A waiver takes out what its rule finds in its paths, and says so', async () => {
  const { findings, waived } = await judge(waive('no-todo'), TREE)
  expect(places({ findings })).toEqual([
    'b.ts:1 no-todo',
    'repo/a.ts:1 layers/repo',
    'repo/a.ts:1 no-todo/more',
  ])
  expect(waived).toEqual([
    {
      finding: expect.objectContaining({ rule: 'no-todo', path: 'repo/a.ts' }),
      waiver: { rule: 'no-todo', paths: ['repo/**'], until: '2026-12-01', why: 'see #5' },
    },
  ])
})

test.each([
  ['layers', ['b.ts:1 no-todo', 'repo/a.ts:1 no-todo', 'repo/a.ts:1 no-todo/more']],
  ['layers/repo', ['b.ts:1 no-todo', 'repo/a.ts:1 no-todo', 'repo/a.ts:1 no-todo/more']],
  [
    'layers/ui',
    ['b.ts:1 no-todo', 'repo/a.ts:1 layers/repo', 'repo/a.ts:1 no-todo', 'repo/a.ts:1 no-todo/more'],
  ],
])('%s stands for its own findings', async (rule, left) => {
  expect(places(await judge(waive(rule), TREE)).sort()).toEqual(left)
})

describe('A waiver holds until the end of its day', () => {
  test.each([
    ['the day before', '2026-11-24', true],
    ['its last day', '2026-11-25', true],
    ['the day after', '2026-11-26', false],
    ['the next year', '2027-01-01', false],
  ])('%s', async (_, today, holds) => {
    const { findings, waived } = await judge(waive('no-todo', '2026-11-25'), TREE, { today })
    expect(waived).toHaveLength(holds ? 1 : 0)
    expect(findings.filter(({ rule }) => rule === 'waivers')).toHaveLength(holds ? 0 : 1)
    expect(findings.filter(({ rule }) => rule === 'no-todo')).toHaveLength(holds ? 1 : 2)
  })

  test('and is a finding afterwards, of nobody in particular', async () => {
    const { findings } = await judge(waive('no-todo', '2026-11-25'), {}, { today: '2026-12-24' })
    expect(findings).toEqual([
      {
        rule: 'waivers',
        level: 'warn',
        path: '.github/agent.yml',
        range: null,
        message: 'The waiver of no-todo for "repo/**" ended on 2026-11-25; its findings count again.',
        why: 'see #5',
        fix: 'Mend what it covers and remove it, or give it another day.',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        preexisting: true,
      },
    ])
  })
})

test('What could not be looked at can be waived as well', async () => {
  const large = { 'repo/big.ts': 'x'.repeat(600_000) }
  expect(places(await judge(waive('no-todo', '2026-12-01', '[repo/big.ts]'), large))).toEqual([
    'repo/big.ts:- no-todo/more',
    'repo/big.ts:- layers/repo',
  ])
})
