import { expect, test } from '@jest/globals'
import { createBoundedCache } from '../../app/bounded-cache.ts'

const cache = (most: number) => createBoundedCache<string>({ most, weigh: (text) => text.length })

test('what was used last stays, what was not goes first', () => {
  const kept = cache(6)
  kept.set('a', 'aa')
  kept.set('b', 'bb')
  kept.set('c', 'cc')
  expect(kept.get('a')).toBe('aa')
  kept.set('d', 'dd')
  expect(['a', 'b', 'c', 'd'].map((key) => kept.get(key))).toEqual(['aa', undefined, 'cc', 'dd'])
})

test('a value that is set again weighs once', () => {
  const kept = cache(4)
  for (const text of ['aa', 'a', 'aaa']) kept.set('a', text)
  kept.set('b', 'b')
  expect([kept.get('a'), kept.get('b')]).toEqual(['aaa', 'b'])
})

test('what is heavier than all that may be kept is not kept, and drives nothing out', () => {
  const kept = cache(4)
  kept.set('a', 'aa')
  kept.set('b', 'bbbbb')
  expect([kept.get('a'), kept.get('b')]).toEqual(['aa', undefined])
})
