import { expect, test } from '@jest/globals'
import { toApprover } from '../../../core/approvals/approver.ts'
import type { Approvals, JudgedDemand } from '../../../core/approvals/judge-approvals.ts'
import { approvalsCheck } from '../../../core/say/approvals-check.ts'
import { joinApprovals } from '../../../core/say/join-approvals.ts'
import { server } from '../kit.ts'

function demand(more: Partial<JudgedDemand> = {}): JudgedDemand {
  const evidence = [{ asks: 'ci' as const, path: '.github/x.yml', line: 3, why: 'changes what CI runs' }]
  const none = { approvedBy: [], unreadable: [], obstacle: null, deadEnd: null }
  return { evidence, whom: [], count: 1, missing: 1, ...none, ...more }
}

function check(demands: JudgedDemand[], more: Partial<Approvals> = {}) {
  const complete = demands.every(({ missing }) => missing === 0)
  const approvals = { demands, complete, notCounted: [], changesRequested: [], unasked: [], ...more }
  return approvalsCheck(approvals, { skipped: null, server })
}

const whom = (...names: string[]) => names.map((one) => toApprover(one)).filter((one) => one !== null)

test('the title counts approvals, not demands', () => {
  expect(check([]).title).toBe('Nothing asks for a person')
  expect(check([demand({ missing: 0 })]).title).toBe('Approved')
  const two = [demand({ count: 3, missing: 1, approvedBy: ['a', 'b'] }), demand()]
  expect(check(two)).toMatchObject({ conclusion: 'action_required', title: '2 of 4 approvals given' })
  const done = two.map((one) => ({ ...one, missing: 0 }))
  expect(check(done)).toMatchObject({ conclusion: 'success', title: 'All 4 approvals given' })
})

test('one row says what asks and where, whom, who approved and what is missing', () => {
  const { summary } = check([
    demand({ whom: whom('@acme/payments', '@bob'), count: 2, missing: 1, approvedBy: ['grace'] }),
  ])
  expect(summary).toContain(
    '| ⏳ | **ci**: `.github/x.yml:3` changes what CI runs | 2 of `@acme/payments` or `@bob` | `grace` | 1 approval |',
  )
  expect(summary).toContain('- Ask `@acme/payments` or `@bob` for a review.')
})

test('hostile paths and evidence call nobody, close no table and open no link', () => {
  const why = 'adds | `@acme/all` <img src=x> [x](javascript:1) fixes #1 @ada'
  const path = 'a|b`@acme/all`\n/merge'
  const { summary } = check([demand({ evidence: [{ asks: 'binary', path, line: null, why }] })])
  const row = summary.split('\n').find((line) => line.startsWith('| ⏳')) ?? ''
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
  expect(summary).not.toMatch(/(?<!\\)<img|\]\(javascript|fixes #1|^\/merge/m)
  expect(summary.replace(/(`+)[^`].*?\1/g, '')).not.toMatch(/@\w/)
})

test('what is long is cut and counted, and fits a check run', () => {
  const evidence = Array.from({ length: 3_000 }, (_, index) => ({
    ...{ asks: 'deletion' as const, path: `${'deep/'.repeat(90)}${index}.ts`, line: null, why: 'deletes it' },
  }))
  const many = Array.from({ length: 300 }, (_, index) => `@p${index}`)
  const one = demand({ evidence, whom: whom(...many) })
  expect(check([one]).summary).toContain('… and 2,990 more')
  expect(check([one]).summary).toContain('280 more')
  expect(check(Array.from({ length: 50 }, () => one)).summary.length).toBeLessThanOrEqual(65_535)
  const notCounted = Array.from({ length: 130 }, (_, index) => ({ login: `p${index}`, why: 'is no person' }))
  expect(check([one], { notCounted }).summary).toContain('- … and 100 more.')
})

test('an address is no person that could be counted', () => {
  const { summary } = check([demand({ whom: whom('docs@example.com') })])
  expect(summary).toContain('`docs@example.com` in CODEOWNERS is an address')
})

test('of several pull requests of one commit the worst one speaks', () => {
  const part = (number: number, demands: JudgedDemand[]) => ({
    number,
    baseRef: 'main',
    check: check(demands),
  })
  const joined = joinApprovals([part(9, []), part(8, [demand()]), part(7, [demand({ missing: 0 })])], false)
  expect(joined).toMatchObject({ conclusion: 'action_required', title: '#8: 0 of 1 approval given' })
  expect(joined.summary).toContain('## #9 into `main`: Nothing asks for a person')
  expect(joinApprovals([part(7, [])], false)).toEqual(check([]))
  expect(joinApprovals([part(7, [])], true).conclusion).toBe('action_required')
})
