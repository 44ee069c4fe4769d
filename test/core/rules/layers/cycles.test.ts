import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { findCircles } from '../../../../core/rules/layers/find-circles.ts'
import { strongComponents } from '../../../../core/rules/layers/strong-components.ts'
import { judge, places } from '../change-of.ts'

const CYCLES = 'layers: { cycles: deny }\n'
const importing = (...paths: string[]) => paths.map((path) => `import './${path}.ts'\n`).join('')

test('Files that import each other in a circle are shown, once, at the first import that is new', async () => {
  const { findings } = await judge(CYCLES, {
    'a.ts': importing('b'),
    'b.ts': `\n${importing('c')}`,
    'c.ts': importing('a'),
  })
  expect(findings).toMatchObject([
    {
      rule: 'cycles',
      level: 'error',
      path: 'a.ts',
      range: { startLine: 1, startColumn: 8 },
      message: 'These files import each other in a circle: a.ts → b.ts → c.ts → a.ts.',
      preexisting: false,
    },
  ])
})

describe('A change is blamed for the circles it closes', () => {
  const before = { 'a.ts': importing('b'), 'b.ts': '', 'x.ts': importing('y'), 'y.ts': importing('x') }

  test.each([
    ['with a new import', { ...before, 'b.ts': importing('a') }, ['b.ts:1 cycles']],
    ['not for old ones', { ...before, 'x.ts': `// more\n${importing('y')}` }, []],
    ['not for types', { ...before, 'b.ts': "import type { A } from './a.ts'\n" }, []],
    ['nor inline types', { ...before, 'b.ts': "import { type A } from './a.ts'\n" }, []],
    ['through a new file', { ...before, 'b.ts': importing('n'), 'n.ts': importing('a') }, ['b.ts:1 cycles']],
    ['with a dynamic import', { ...before, 'b.ts': "import('./a.ts')" }, ['b.ts:1 cycles']],
    ['not for one that goes away', { ...before, 'x.ts': '' }, []],
    ['not for itself', { ...before, 'b.ts': importing('b') }, []],
  ])('%s', async (_, after, found) => {
    expect(places(await judge(CYCLES, after, { before }))).toEqual(found)
  })

  test('with `baseline: false` for old ones of changed files, too', async () => {
    const after = { ...before, 'x.ts': `// more\n${importing('y')}` }
    expect(places(await judge('layers: { cycles: deny, baseline: false }\n', after, { before }))).toEqual([
      'x.ts:2 cycles',
    ])
  })

  test('a file that moves takes its circle with it', async () => {
    const { 'y.ts': _, ...rest } = before
    const after = { ...rest, 'x.ts': importing('z'), 'z.ts': importing('x') }
    expect(places(await judge(CYCLES, after, { before, renamed: { 'z.ts': 'y.ts' } }))).toEqual([])
  })
})

test('A long circle is cut in the middle', async () => {
  const tree = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`f${index}.ts`, importing(`f${(index + 1) % 20}`)]),
  )
  const { findings } = await judge(CYCLES, tree)
  expect(findings.map(({ message }) => message)).toEqual([
    'These files import each other in a circle: f0.ts → f1.ts → f2.ts → f3.ts → … 14 more … → f18.ts → f19.ts → f0.ts.',
  ])
})

test('Texts that are not known are asked for, only as far as new imports lead, until the circle is found', async () => {
  const after = {
    'a.ts': importing('b'),
    'b.ts': importing('c'),
    'c.ts': importing('a'),
    'd.ts': importing('a'),
  }
  const known = new Map([['a.ts', after['a.ts']]])
  const repository = { paths: new Set(Object.keys(after)), read: (path: string) => known.get(path) }
  const asked: string[][] = []
  for (let round = 0; round < 5; round++) {
    const { findings, unread } = await judge(CYCLES, after, { before: { ...after, 'a.ts': '' }, repository })
    asked.push(unread)
    if (unread.length === 0) expect(findings).toHaveLength(1)
    for (const path of unread) known.set(path, after[path as 'a.ts'])
  }
  expect(asked).toEqual([['b.ts'], ['c.ts'], [], [], []])
})

const graph = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20, selector: String }),
  }),
)
const nextOf = (edges: readonly (readonly [number, number])[]) => (node: string) =>
  edges
    .filter(([from]) => String(from) === node)
    .map(([, to]) => String(to))
    .sort()
const reaches = (next: (node: string) => string[], from: string, to: string): boolean => {
  const seen = new Set<string>()
  const look = (node: string): boolean =>
    next(node).some((child) => child === to || (!seen.has(child) && seen.add(child) && look(child)))
  return look(from)
}

test('Nodes are in one component exactly when they reach each other', () => {
  fc.assert(
    fc.property(graph, ({ size, edges }) => {
      const next = nextOf(edges)
      const nodes = Array.from({ length: size }, (_, node) => String(node))
      const { component, sizes } = strongComponents(nodes, next)
      for (const a of nodes)
        for (const b of nodes) {
          const together = a === b || (reaches(next, a, b) && reaches(next, b, a))
          expect(component.get(a) === component.get(b)).toBe(together)
        }
      for (const [at, length] of sizes.entries())
        expect([...component.values()].filter((one) => one === at)).toHaveLength(length)
    }),
  )
})

test('Every import on a circle lies on a circle that is shown, which is real, the shortest, and shown once', () => {
  fc.assert(
    fc.property(graph, ({ edges }) => {
      const next = nextOf(edges)
      const links = edges.map(([from, to]) => ({ from: String(from), to: String(to) }))
      const { circles, leftOut } = findCircles(links, next)
      expect(leftOut).toEqual([])
      const pairs = (way: string[]) => way.map((from, index) => `${from} ${way[(index + 1) % way.length]}`)
      const covered = new Set<string>()
      for (const { link, way } of circles) {
        expect(way.slice(0, 2)).toEqual([link.from, link.to])
        for (const pair of pairs(way)) {
          covered.add(pair)
          expect(edges.map(([from, to]) => `${from} ${to}`)).toContain(pair)
        }
        expect(new Set(way).size).toBe(way.length)
      }
      for (const { from, to } of links)
        expect(covered.has(`${from} ${to}`) || from === to).toBe(from === to || reaches(next, to, from))
      const names = circles.map(({ way }) => pairs(way).sort().join())
      expect(new Set(names).size).toBe(names.length)
    }),
  )
})
