import { expect, test } from '@jest/globals'
import type { Attempt } from '../../../app/github/delivery-log.ts'
import { findUnheard } from '../../../app/sweep/find-unheard.ts'

const attempt = (id: number, guid: string, more: Partial<Attempt> = {}): Attempt => ({
  ...{ id, guid, event: 'issue_comment', action: 'created', at: id * 1_000, taken: false },
  ...more,
})
const comments = ({ event }: { event: string }) => event === 'issue_comment'

test('what was never taken is found once, with its newest attempt, oldest first', () => {
  const attempts = [attempt(9, 'b'), attempt(7, 'a'), attempt(5, 'b'), attempt(6, 'a')]
  expect(findUnheard(attempts, comments)).toEqual([
    { guid: 'b', attempt: 9, firstAt: 5_000 },
    { guid: 'a', attempt: 7, firstAt: 6_000 },
  ])
})

test('one attempt that was taken is enough, whichever it was', () => {
  const again = [attempt(9, 'a', { taken: true }), attempt(5, 'a')]
  const refusedLater = [attempt(9, 'b'), attempt(5, 'b', { taken: true })]
  expect(findUnheard([...again, ...refusedLater], comments)).toEqual([])
})

test('what nobody listens to is left alone', () => {
  expect(findUnheard([attempt(1, 'a', { event: 'push', action: null })], comments)).toEqual([])
})
