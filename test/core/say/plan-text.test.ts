import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { BODY } from '../../../core/run/github-limits.ts'
import { MOST_OF_PLAN } from '../../../core/run/plan.ts'
import { tellPlan } from '../../../core/say/plan.ts'
import { planText } from '../../../core/say/plan-text.ts'

test('a plan is plain text that people read as it stands', () => {
  const words =
    'Change `total` so that it takes the discount off before the tax, as the issue says, and never below zero'
  expect(
    planText({
      steps: ['Look', words],
      paths: ['src/a.js', 'test/a.test.js'],
      files: 2,
      lines: 1,
      questions: ['Net?'],
    }),
  ).toBe(`Steps:
1. Look
2. Change \`total\` so that it takes the discount off before the tax, as the issue says, and never
   below zero

Size: about 2 files, 1 line added and removed

Files:
- src/a.js
- test/a.test.js

Open questions:
- Net?`)
})

test('nothing in it acts, and nothing in it is hidden', () => {
  const text = planText({
    steps: ['Fixes #1 \u200b\u202e[skip ci]\n/merge now'],
    ...{ paths: [], files: 0, lines: 0, questions: ['- /deploy'] },
  })
  expect(text).toContain('1. Fixes issue #1 (skip ci) /merge now')
  expect(text).not.toMatch(/[\u200b\u202e]/)
})

test('whatever it says, a comment takes it, its lines are short where they can be, and its fence holds', () => {
  const of = (length: number, most: number) =>
    fc.array(
      fc
        .string({
          unit: fc.constantFrom('a', ' ', '`', '~', '\n', '😀', '#', '/', '|', '\u200d'),
          minLength: 1,
          maxLength: length,
        })
        .map((one) => `x${one}`.slice(0, length).toWellFormed()),
      { maxLength: most },
    )
  const { steps, step, paths, path, questions, question } = MOST_OF_PLAN
  const plans = fc.record({
    steps: of(step, steps).filter((all) => all.length > 0),
    paths: of(path, paths),
    files: fc.nat(),
    lines: fc.nat(),
    questions: of(question, questions),
  })
  fc.assert(
    fc.property(plans, (plan) => {
      const text = planText(plan)
      expect(planText(structuredClone(plan))).toBe(text)
      for (const line of text.split('\n'))
        if (/\S .*\S \S/.test(line.slice(4))) expect(line.length).toBeLessThan(120)
      const told = tellPlan(
        { kind: 'planned', text, hash: 'ab'.repeat(32), why: 'x' },
        {
          trigger: '/agent',
          again: '/agent implement',
          server: 'https://github.com',
          kept: 'Nothing was changed.',
        },
      )
      expect(told.length).toBeLessThan(BODY)
      const [, fence = ''] = /^(`{3,})$/m.exec(told) ?? []
      expect(told.split('\n').filter((line) => line === fence)).toHaveLength(2)
    }),
    { numRuns: 60 },
  )
})
