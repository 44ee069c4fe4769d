import { expect, test } from '@jest/globals'
import { retryAfter } from '../../../action/agent/models/retry-after.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')

test.each([
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Tue, 24 Nov 2026 10:01:30 GMT' }, 90_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
  [{ 'retry-after': 'soon' }, null],
  [{}, null],
])('%j means %s ms', (headers, ms) => {
  expect(retryAfter(new Headers(headers), NOW)).toBe(ms)
})

test('no headers, no wait', () => {
  expect(retryAfter(undefined, NOW)).toBeNull()
})
