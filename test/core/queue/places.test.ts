import { expect, test } from '@jest/globals'
import { type Places, toLine, type Waiting, whoIsNext } from '../../../core/queue/places.ts'

const PLACES: Places = { repository: 2, installation: 3, all: 4 }
/** "a1": run 1 of repository a; repositories a to c are installation 1, others 2. */
const run = (key: string): Waiting => {
  const repository = key.charCodeAt(0)
  return { key, repository, installation: repository <= 'c'.charCodeAt(0) ? 1 : 2 }
}
const next = (waiting: string, placed = '', places = PLACES) =>
  whoIsNext(list(waiting), list(placed), places)
    .map(({ key }) => key)
    .join(' ')
const list = (keys: string) => keys.split(' ').filter(Boolean).map(run)
const line = (waiting: string, placed: string) =>
  Object.fromEntries(toLine(list(waiting), list(placed), PLACES))

test('who waited longest is next', () => {
  expect(next('a1 a2 a3')).toBe('a1 a2')
  expect(next('a1', 'a8 a9')).toBe('')
})

test('a repository with much to do does not keep the others waiting', () => {
  expect(next('a1 a2 a3 a4 b1', 'a9')).toBe('b1 a1')
  expect(next('a1 a2 x1 x2', '', { repository: 9, installation: 9, all: 2 })).toBe('a1 x1')
})

test('no limit is passed: not of the repository, not of the installation, not of all', () => {
  expect(next('a1 a2 a3 b1 b2 c1 x1 x2 y1')).toBe('a1 b1 c1 x1')
  expect(next('b1 x1', 'a8 a9 c1')).toBe('x1')
  expect(next('x1', 'a8 a9 b9 y9')).toBe('')
})

test('the place in line counts those before it that wait for the same', () => {
  expect(line('a1 x1 a2', 'a8 a9')).toEqual({ a1: 1, x1: 1, a2: 2 })
  expect(line('a1 b1 x1', 'a9 b9 x9 y9')).toEqual({ a1: 1, b1: 2, x1: 3 })
})
