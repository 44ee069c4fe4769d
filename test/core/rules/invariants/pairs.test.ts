import { describe, expect, test } from '@jest/globals'
import { judge } from '../change-of.ts'

const PAIR = `invariants:
  - id: migration-has-test
    pair: { when: [db/*.sql], also: [test/**] }
    fix: Add a test.
    level: warn
`
const before = { 'db/1.sql': 'a', 'test/1.ts': 'a', 'src/a.ts': 'a' }

test('A change of one side asks for the other, at the first path', async () => {
  const { findings } = await judge(PAIR, { ...before, 'db/2.sql': 'b', 'db/1.sql': 'b' }, { before })
  expect(findings).toEqual([
    {
      rule: 'migration-has-test',
      level: 'warn',
      path: 'db/1.sql',
      range: null,
      message:
        'db/1.sql and 1 more changed, but nothing of test/** did, as the rule migration-has-test asks.',
      fix: 'Add a test.',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      preexisting: false,
    },
  ])
})

describe('What counts as a change', () => {
  const { 'db/1.sql': sql, 'test/1.ts': tests, ...rest } = before
  test.each([
    ['both sides', { ...before, 'db/1.sql': 'b', 'test/2.ts': 'b' }, {}, 0],
    ['neither', { ...before, 'src/a.ts': 'b' }, {}, 0],
    ['a deletion asks for nothing', { ...rest, 'test/1.ts': tests }, {}, 0],
    ['a deletion of the other side is no keeping up', { ...rest, 'db/1.sql': 'b' }, {}, 1],
    ['a file that moves', { ...rest, 'test/1.ts': tests, 'db/9.sql': sql }, { 'db/9.sql': 'db/1.sql' }, 1],
    ['a binary file', { ...before, 'db/1.sql': '\0' }, {}, 1],
  ])('%s', async (_, after, renamed, found) => {
    expect((await judge(PAIR, after as Record<string, string>, { before, renamed })).findings).toHaveLength(
      found,
    )
  })
})

test('`paths` narrows what asks', async () => {
  const narrow = PAIR.replace('fix:', "paths: ['!db/9.sql', 'db/**', '!db/9.sql']\n    fix:")
  expect((await judge(narrow, { ...before, 'db/9.sql': '' }, { before })).findings).toEqual([])
  expect((await judge(narrow, { ...before, 'db/8.sql': '' }, { before })).findings).toHaveLength(1)
})
