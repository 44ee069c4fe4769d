import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { defaultHarness } from '../../../../core/harness/default-harness.ts'
import type { Harness } from '../../../../core/harness/harness.ts'
import { effectiveHarness } from '../../../../core/harness/narrow/effective-harness.ts'
import { narrowHarness } from '../../../../core/harness/narrow/narrow-harness.ts'
import { narrowToTask } from '../../../../core/harness/narrow/narrow-to-task.ts'
import { parseHarness } from '../../../../core/harness/parse-harness.ts'
import { renderHarness } from '../../../../core/harness/render-harness.ts'
import { judgePath } from '../../../../core/rules/scope.ts'
import { harnesses } from '../any-harness.ts'
import { FILE, PARENT, source } from './kit.ts'

/** Whatever files, labels and roles say: nothing may change, unapproved or unseen, that could not before. */

const globs = (signs: string[]) =>
  fc
    .array(
      fc
        .tuple(
          fc.constantFrom(...signs),
          fc.constantFrom(
            'a/**',
            'a/b/**',
            'A/B/**',
            'a/b/c',
            'b/**',
            '*.c',
            'a/*.c',
            'a/**/c',
            '**/b/**',
            'a',
            '**',
            '.github/**',
          ),
        )
        .map((parts) => parts.join('')),
      { maxLength: 2 },
    )
    .filter((list) => list.length === 0 || list.some((glob) => !glob.startsWith('!')))

const part = (signs: string[]) =>
  fc.record({
    write: globs(['', '', '', '!']),
    protect: globs(signs),
    deny: globs(signs),
    hide: globs(signs),
  })
const harness = fc
  .record({
    scope: part(['', '', '', '!']),
    ui: part(['']),
    api: part(['']),
    role: part(['']),
  })
  .map(({ scope, ui, api, role }): Harness => {
    const labels = { ui: { ...ui, read: [] }, api: { ...api, read: [] } }
    const usual = defaultHarness()
    return {
      ...usual,
      scope,
      tasks: { ...usual.tasks, labels },
      agents: { ...usual.agents, implementer: { model: 'strong', scope: role } },
    }
  })
/** With no labels, and no role: more of them are accepted. */
const scoped = part(['', '', '', '', '', '!']).map((scope): Harness => ({ ...defaultHarness(), scope }))
const BUILT_IN = [
  'a/AGENTS.md',
  'package-lock.json',
  '.github/agent.yml',
  '.husky/x',
  'CODEOWNERS',
  '.github/workflows/a.yml',
]
const paths = [
  ...['A', 'A/b/c', 'a/B/x.c', 'B/x', 'x.C'],
  'a',
  'a/b',
  'a/b/c',
  'a/b/x.c',
  'a/x.c',
  'a/x',
  'a/d/c',
  'b',
  'b/x',
  'b/b/c',
  'x/b/y',
  'x.c',
  'x',
  ...BUILT_IN,
]
const RANK = { write: 0, protect: 1, outside: 2, deny: 2, invalid: 3, hide: 3 }
const rank = (path: string, { scope }: Harness) => RANK[judgePath(path, scope).verdict]
const parsed = (one: Harness, name: string) => source(renderHarness(one), name)

test('A file that is accepted never lets through what the file above does not', () => {
  let accepted = 0
  fc.assert(
    fc.property(scoped, scoped, (above, child) => {
      const first = effectiveHarness({ parents: [], file: parsed(above, FILE) })
      if (first.kind === 'broken') return
      const { effective, problems } = narrowHarness(first, parsed(child, FILE))
      if (problems.length > 0) return
      accepted++
      for (const path of paths) {
        const now = rank(path, effective.harness)
        expect(now).toBeGreaterThanOrEqual(rank(path, first.harness))
        if (['deny', 'hide'].includes(judgePath(path, child.scope).verdict))
          expect(now).toBeGreaterThanOrEqual(2)
      }
    }),
    { numRuns: 250 },
  )
  expect(accepted).toBeGreaterThan(20)
})

test('Labels and the role never let through what the file does not, nor what one of them does not', () => {
  let narrowed = 0
  fc.assert(
    fc.property(harness, fc.subarray(['UI', 'api', 'bug']), (one, labels) => {
      const file = effectiveHarness({ parents: [], file: parsed(one, FILE) })
      if (file.kind === 'broken') return
      const task = narrowToTask(file, { labels, role: 'implementer' })
      if (task.kind === 'nothing-left') return
      narrowed += labels.length
      const lists = [
        ...(labels.includes('UI') ? [one.tasks.labels.ui!] : []),
        ...(labels.includes('api') ? [one.tasks.labels.api!] : []),
        one.agents.implementer.scope,
      ]
      for (const path of paths) {
        const now = rank(path, task.harness)
        expect(now).toBeGreaterThanOrEqual(rank(path, file.harness))
        for (const list of lists)
          if (now === 0)
            expect(
              judgePath(path, { hide: [], protect: [], deny: list.deny, write: list.write }).verdict,
            ).toBe('write')
      }
    }),
    { numRuns: 250 },
  )
  expect(narrowed).toBeGreaterThan(20)
})

test('Nothing takes the built-in protection away', () => {
  fc.assert(
    fc.property(harness, fc.subarray(['ui', 'api']), (one, labels) => {
      const { effective } = narrowHarness(
        { harness: defaultHarness(), origins: new Map() },
        parsed(one, FILE),
      )
      const task = narrowToTask(effective, { labels, role: 'implementer' })
      if (task.kind === 'nothing-left') return
      for (const path of BUILT_IN) expect(rank(path, task.harness)).toBeGreaterThan(0)
    }),
  )
})

test('Whatever two files say, they are combined or refused with a sentence at a line of one of them', () => {
  fc.assert(
    fc.property(harnesses, harnesses, (parent, child) => {
      const parents = [parsed({ ...parent, extends: [] }, PARENT)]
      const text = renderHarness({ ...child, extends: [`acme/.github//agent-base.yml@${'1'.repeat(40)}`] })
      const read = parseHarness(text, FILE)
      if (read.kind === 'broken') throw new Error(JSON.stringify(read.problems))
      const found = effectiveHarness({ parents, file: { from: 'file', name: FILE, ...read } })
      if (found.kind === 'broken') {
        const lines = text.split('\n').length
        for (const { line, path, message } of found.problems) {
          expect(line).toBeLessThanOrEqual(lines)
          expect(path).not.toBe('')
          expect(message).toMatch(/:\d+:\d+.*; |takes something back/s)
        }
        return
      }
      const { harness } = found
      for (const key of ['turns', 'cost', 'time', 'repairs', 'files', 'lines'] as const)
        expect([parent.limits[key], child.limits[key], defaultHarness().limits[key]]).toContain(
          harness.limits[key],
        )
      expect(harness.invariants).toEqual([...parent.invariants, ...child.invariants])
      expect(harness.review.humans).toEqual(expect.arrayContaining(parent.review.humans))
      expect(harness.checks.map(({ name }) => name)).toEqual(
        expect.arrayContaining(parent.checks.map(({ name }) => name)),
      )
    }),
    { numRuns: 100 },
  )
})

test('What is narrowed by the same file again stays as it is', () => {
  fc.assert(
    fc.property(harness, (one) => {
      const file = parsed(one, FILE)
      const once = effectiveHarness({ parents: [], file })
      if (once.kind === 'broken') return
      const again = narrowHarness(once, file)
      for (const path of paths) expect(rank(path, again.effective.harness)).toBe(rank(path, once.harness))
    }),
    { numRuns: 100 },
  )
})
