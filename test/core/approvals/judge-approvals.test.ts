import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { toApprover } from '../../../core/approvals/approver.ts'
import type { Demand } from '../../../core/approvals/demand.ts'
import { type ApprovalsInput, judgeApprovals } from '../../../core/approvals/judge-approvals.ts'
import { latestReviews, type Review } from '../../../core/approvals/latest-reviews.ts'

const head = 'h'.repeat(40)
const older = 'o'.repeat(40)

function review(login: string, second: number, more: Partial<Review> = {}): Review {
  const submittedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
  return {
    id: second,
    author: { login, isPerson: true },
    state: 'APPROVED',
    submittedAt,
    commit: head,
    ...more,
  }
}

function demand(by: string[] = [], count = 1): Demand {
  const whom = by.map((one) => toApprover(one)).filter((one) => one !== null)
  const evidence = [{ asks: 'path' as const, path: 'src/x', line: null, why: 'is named' }]
  return { evidence, whom, count, obstacle: null }
}

const WRITERS = ['ada', 'grace', 'linus', 'bob']

function judge(more: Partial<ApprovalsInput>) {
  return judgeApprovals({
    demands: [demand()],
    reviews: [],
    head,
    since: null,
    excluded: [{ login: 'Ada', why: 'opened this pull request' }],
    permissions: new Map([...WRITERS.map((one) => [one, 'write'] as const), ['eve', 'triage']]),
    teams: new Map([['@acme/payments', { kind: 'read', members: ['Grace', 'linus'] }]]),
    age: (commit) => (commit === older ? '3 commits ago' : null),
    ...more,
  })
}

describe('an approval', () => {
  const NOT: [what: string, review: Review, why: string | null][] = [
    ['of an older commit', review('grace', 1, { commit: older }), 'approved an older commit, 3 commits ago'],
    [
      'of a commit that is gone',
      review('grace', 1, { commit: null }),
      'approved a commit that is no longer part of this pull request',
    ],
    ['of the author, in any spelling', review('ADA', 1), 'opened this pull request'],
    ['of a bot', review('helper', 1, { author: { login: 'helper', isPerson: false } }), 'is no person'],
    ['of somebody who may not write', review('eve', 1), 'may only triage, not write'],
    ['of an account that is gone', review('x', 1, { author: null }), null],
    ['that was dismissed', review('grace', 1, { state: 'DISMISSED' }), null],
    ['that is pending', review('grace', 1, { state: 'PENDING', submittedAt: null }), null],
    ['that is a comment', review('grace', 1, { state: 'COMMENTED' }), null],
  ]
  test.each(NOT)('%s does not count', (_, one, why) => {
    const { complete, notCounted } = judge({ reviews: [one] })
    expect({ complete, why: notCounted[0]?.why ?? null }).toEqual({ complete: false, why })
  })

  test('of somebody who may write counts, and serves every demand that is theirs', () => {
    const demands = [demand(), demand(['@Grace']), demand(['@acme/Payments'])]
    const judged = judge({ demands, reviews: [review('grace', 1)] })
    expect(judged.complete).toBe(true)
    expect(judged.demands.map(({ approvedBy }) => approvedBy)).toEqual([['grace'], ['grace'], ['grace']])
  })

  test('counts once for a demand, however often it was given', () => {
    const judged = judge({ demands: [demand([], 2)], reviews: [review('grace', 1), review('Grace', 2)] })
    expect(judged.demands[0]).toMatchObject({ approvedBy: ['Grace'], missing: 1 })
  })

  test('of somebody who is not named does not meet the demand', () => {
    expect(judge({ demands: [demand(['@linus'])], reviews: [review('grace', 1)] }).complete).toBe(false)
  })
})

test('what was approved before the base was changed was another change', () => {
  const since = review('grace', 5).submittedAt
  const before = judge({ since, reviews: [review('grace', 5), review('linus', 4)] })
  expect(before.notCounted.map(({ why }) => why)).toEqual([
    'approved before the base branch was changed',
    'approved before the base branch was changed',
  ])
  expect(judge({ since, reviews: [review('grace', 6)] }).complete).toBe(true)
})

test('only people whose permission matters are asked for', () => {
  const permissions = new Map([['bob', 'write' as const]])
  const reviews = [review('bob', 1), review('grace', 2), review('ada', 3), review('eve', 4)]
  expect(judge({ permissions, reviews }).unasked).toEqual([])
  const two = judge({ permissions, reviews, demands: [demand([], 2)] })
  expect(two.unasked).toEqual(['grace', 'eve'])
  expect(judge({ permissions, reviews, demands: [demand(['@eve', '@bob'], 2)] }).unasked).toEqual(['eve'])
})

test('a team that cannot be read meets nothing and says why; an obstacle is met by nobody', () => {
  const unreadable = new Map([['@acme/payments', { kind: 'unreadable', why: 'no' } as const]])
  const reviews = [review('grace', 1)]
  expect(
    judge({ demands: [demand(['@acme/payments'])], teams: unreadable, reviews }).demands[0],
  ).toMatchObject({
    missing: 1,
    unreadable: [{ name: '@acme/payments', why: 'no' }],
    deadEnd: null,
  })
  const blocked = { ...demand(), obstacle: 'Nobody knows.' }
  expect(judge({ demands: [blocked], reviews }).complete).toBe(false)
})

test('nobody waits for people who cannot come', () => {
  const reason = (by: string[], count: number) => judge({ demands: [demand(by, count)] }).demands[0]?.deadEnd
  expect(reason(['@ada'], 1)).toBe('Nobody of those named can approve this: ada opened this pull request.')
  expect(reason(['@ada', '@grace'], 2)).toBe(
    'Only 1 of those named can approve this: ada opened this pull request.',
  )
  expect(reason(['@acme/payments'], 2)).toBeNull()
  expect(reason([], 5)).toBeNull()
})

const STATES = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED'] as const
const someReviews = fc
  .array(
    fc.record({
      login: fc.constantFrom(...WRITERS, 'Grace', 'eve'),
      second: fc.integer({ min: 0, max: 20 }),
      state: fc.constantFrom(...STATES),
      commit: fc.constantFrom(head, older),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map(({ login, second, ...more }, id) => ({ ...review(login, second, more), id })))
const someDemands = fc.array(
  fc
    .tuple(
      fc.subarray(['@grace', '@linus', '@acme/payments', '@eve', 'x@example.com']),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([by, count]) => demand(by, count)),
  { minLength: 1, maxLength: 3 },
)

test('only time orders reviews: in whatever order GitHub gives them, the verdict is the same', () => {
  fc.assert(
    fc.property(someReviews, someDemands, fc.infiniteStream(fc.nat()), (reviews, demands, random) => {
      const key = new Map(reviews.map((one) => [one, random.next().value]))
      const shuffled = reviews.toSorted((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0))
      expect(judge({ demands, reviews: shuffled })).toEqual(judge({ demands, reviews }))
    }),
  )
})

test('one more approval of the head never makes less of what is there', () => {
  fc.assert(
    fc.property(someReviews, someDemands, fc.constantFrom(...WRITERS, 'eve'), (reviews, demands, login) => {
      const before = judge({ demands, reviews })
      const after = judge({ demands, reviews: [...reviews, { ...review(login, 30), id: 99 }] })
      for (const [index, { missing }] of before.demands.entries())
        expect(after.demands[index]?.missing).toBeLessThanOrEqual(missing)
      expect(after.complete || !before.complete).toBe(true)
    }),
  )
})

test('the excluded, strangers and older commits never complete anything', () => {
  fc.assert(
    fc.property(someReviews, someDemands, (reviews, demands) => {
      const useless = reviews.filter(
        ({ author, commit }) => ['ada', 'eve'].includes(author?.login ?? '') || commit !== head,
      )
      expect(judge({ demands, reviews: useless }).complete).toBe(false)
    }),
  )
})

test('everybody has one last word', () => {
  fc.assert(
    fc.property(someReviews, (reviews) => {
      const logins = latestReviews(reviews).map(({ author }) => author.login.toLowerCase())
      expect(new Set(logins).size).toBe(logins.length)
    }),
  )
})
