import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createTextCache } from '../../../app/pull-requests/text-cache.ts'

test('a text is given to the repository it was read from, and to no other', () => {
  const cache = createTextCache()
  cache.set(1, 'a', 'secret')
  cache.set(1, 'b', null)
  expect([cache.get(1, 'a'), cache.get(1, 'b'), cache.get(2, 'a'), cache.get(1, 'c')]).toEqual([
    'secret',
    null,
    undefined,
    undefined,
  ])
})

test('what was not asked for longest is forgotten first', () => {
  const cache = createTextCache(350)
  for (const sha of ['a', 'b', 'c']) cache.set(1, sha, '')
  cache.get(1, 'a')
  cache.set(1, 'd', '')
  expect(['a', 'b', 'c', 'd'].filter((sha) => cache.get(1, sha) !== undefined)).toEqual(['a', 'c', 'd'])
})

test('it holds no more than it may, and never another text than it was given', () => {
  const step = fc.record({ repository: fc.nat(2), sha: fc.nat(9), length: fc.nat(400) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const cache = createTextCache(1_000)
      const textOf = (repository: number, sha: number) => `${repository}-${sha}`
      for (const { repository, sha, length } of steps)
        cache.set(repository, `${sha}`, textOf(repository, sha).padEnd(length))
      let held = 0
      for (let repository = 0; repository < 3; repository++)
        for (let sha = 0; sha < 10; sha++) {
          const text = cache.get(repository, `${sha}`)
          if (text === undefined) continue
          held += (text?.length ?? 0) + 100
          expect(text?.trim()).toBe(textOf(repository, sha))
        }
      expect(held).toBeLessThanOrEqual(1_000)
    }),
  )
})
