import { expect, test } from '@jest/globals'
import { nestingOf } from '../../../../core/rules/invariants/nesting.ts'

test.each([
  ['nothing', '', 1, 2],
  ['statements one below the other', 'a(b, c);\n'.repeat(1_000), 1, 6],
  ['calls inside of calls', `${'f('.repeat(500)}${')'.repeat(500)}`, 150, 600],
  ['a chain of signs', 'a+'.repeat(1_000), 300, 1_100],
  ['a chain over lines', 'a\n + '.repeat(1_000), 300, 1_100],
  ['branches of branches', 'if (a) {}\nelse '.repeat(1_000), 300, 2_200],
])('The depth of %s is told about right', (_, text, least, most) => {
  const { depth } = nestingOf(text)
  expect(depth).toBeGreaterThanOrEqual(least)
  expect(depth).toBeLessThan(most)
})

test('So is how many stand beside each other', () => {
  expect(nestingOf(`f(${'a, '.repeat(1_000)})`).breadth).toBeGreaterThan(300)
  expect(nestingOf('f(a, b);'.repeat(3)).breadth).toBeLessThan(5)
})
