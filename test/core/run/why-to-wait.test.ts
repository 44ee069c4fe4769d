import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Plan, planSchema, SMALL_PLAN } from '../../../core/run/plan.ts'
import { whyToWait } from '../../../core/run/why-to-wait.ts'
import { harness } from '../kit.ts'

const plan: Plan = { steps: ['Look'], paths: ['src/a.js'], files: 1, lines: 10, questions: [] }
const rules = (approve: 'always' | 'large' | 'never' | null, unclear: 'ask' | 'plan' = 'ask') => ({
  ...harness,
  tasks: { ...harness.tasks, unclear },
  agents: { ...harness.agents, planner: approve && { model: 'strong' as const, approve } },
})

test('a plan waits for what `approve` says, and for nothing else', () => {
  expect(whyToWait(plan, rules('always'))).toBe(
    'Every plan waits here: `agents.planner.approve` is `always`.',
  )
  expect(whyToWait(plan, rules('large'))).toBeNull()
  expect(whyToWait({ ...plan, ...SMALL_PLAN }, rules('large'))).toBeNull()
  expect(whyToWait({ ...plan, files: 6 }, rules('large'))).toBe(
    'It is large: 6 files and 10 lines, where 5 and 200 go on by themselves.',
  )
  expect(whyToWait({ ...plan, files: 60, questions: ['Which?'] }, rules('never'))).toBeNull()
})

test('an open question makes it wait where large ones do, and always where `unclear` says so', () => {
  const asking = { ...plan, questions: ['Which?', 'When?'] }
  expect(whyToWait(asking, rules('large'))).toBe('It has 2 open questions.')
  expect(whyToWait(asking, rules('never', 'plan'))).toBe('It has 2 open questions.')
  expect(whyToWait(plan, rules('never', 'plan'))).toBeNull()
})

test.each([
  ['CODEOWNERS', /agents are told|a person must approve/],
  ['src/AGENTS.md', /must approve/],
  ['.github/workflows/a.yml', /`workflows` permission/],
  ['../etc/passwd', /path/],
  ['src/', /path/],
])('the path %s is not free to change', (path, why) => {
  expect(whyToWait({ ...plan, paths: [path] }, rules('large'))).toMatch(why)
})

test('a stricter rule never lets through what a looser one keeps waiting', () => {
  const plans = fc.record({
    steps: fc.constant<string[]>(['x']),
    paths: fc.array(fc.constantFrom('a', 'b/c', 'package-lock.json', '..', 'x/'), { maxLength: 7 }),
    files: fc.nat(9),
    lines: fc.nat(400),
    questions: fc.constantFrom<string[]>([], ['Why?']),
  })
  fc.assert(
    fc.property(plans, fc.constantFrom('ask' as const, 'plan' as const), (one, unclear) => {
      expect(planSchema.safeParse(one).success).toBe(true)
      const [never, large, always] = (['never', 'large', 'always'] as const).map(
        (approve) => whyToWait(one, rules(approve, unclear)) !== null,
      )
      expect(always).toBe(true)
      if (never) expect(large).toBe(true)
    }),
  )
})
