import { expect, test } from '@jest/globals'
import {
  countAstGrep,
  countCruiser,
  countOurs,
  countRevDep,
  difference,
} from '../../../bench/rules/counts.ts'
import { planTree } from '../../../bench/rules/plan-tree.ts'

test('a tree has as many files as asked for, of realistic sizes, and is the same every time', () => {
  const { files, planted } = planTree(1_000)
  expect(files.length).toBe(1_000)
  expect(new Set(files.map(({ path }) => path)).size).toBe(1_000)
  const sizes = files.filter(({ path }) => !path.endsWith('/index.ts')).map(({ text }) => text.length)
  expect(Math.min(...sizes)).toBeGreaterThan(700)
  expect(Math.max(...sizes)).toBeLessThan(6_000)
  expect(Object.values(planted).every((count) => count > 0)).toBe(true)
  expect(planTree(1_000)).toEqual({ files, planted })
})

test('every relative import leads to a file, and so does every import by an alias', () => {
  const { files } = planTree(400)
  const paths = new Set(files.map(({ path }) => path))
  const missing = files.flatMap(({ path, text }) =>
    [...text.matchAll(/from '([.@][^']*)'/g)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('@acme/'))
      .map((name) =>
        name.startsWith('@/') ? `src/${name.slice(2)}` : new URL(name, `file:///${path}`).pathname.slice(1),
      )
      .filter((target) => !paths.has(target)),
  )
  expect(missing).toEqual([])
})

test('what each tool writes is counted by the names of our rules', () => {
  expect(countOurs('{"findings":[{"rule":"cycles"},{"rule":"layers/lib"},{"rule":"cycles"}]}')).toEqual({
    cycles: 2,
    'layers/lib': 1,
  })
  const cruised =
    '\n  error layers/lib: src/a.ts → src/b.ts\n  error cycles: src/c.ts → \n      src/d.ts →\n      src/c.ts\n\nx 2 dependency violations\n'
  expect(countCruiser(cruised)).toEqual({ 'layers/lib': 1, cycles: 1 })
  const revDep = {
    rules: [
      {
        checks: {
          circularDependencies: { issues: [{ cycle: [] }] },
          moduleBoundaries: { issues: [{ ruleName: 'layers/lib' }, { ruleName: 'layers/lib' }] },
        },
      },
    ],
  }
  expect(countRevDep(JSON.stringify(revDep))).toEqual({ cycles: 1, 'layers/lib': 2 })
  expect(countAstGrep('{}\n{}\n')).toEqual({ 'no-console': 2 })
})

test('where two tools differ is said rule by rule', () => {
  expect(difference({ a: 1, b: 2 }, { a: 1, b: 2 })).toBeNull()
  expect(difference({ a: 1, b: 2 }, { b: 1, c: 3 })).toBe(
    'a 0 instead of 1, b 1 instead of 2, c 3 instead of 0',
  )
})
