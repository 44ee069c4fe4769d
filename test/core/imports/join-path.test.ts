import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { joinPath } from '../../../core/imports/tree.ts'

/** Segment by segment, as it is defined. */
function joined(folder: string, relative: string): string | null {
  const segments = folder === '' ? [] : folder.split('/')
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return null
  }
  return segments.join('/')
}

test('a path told from a folder is worked out segment by segment, however it is written', () => {
  const folder = fc.array(fc.constantFrom('a', 'b', '.c', '...'), { maxLength: 3 })
  const relative = fc.array(fc.constantFrom('a', 'b.ts', '..', '.', '', '...', '.a'), { maxLength: 6 })
  fc.assert(
    fc.property(folder, relative, (from, to) => {
      expect(joinPath(from.join('/'), to.join('/'))).toBe(joined(from.join('/'), to.join('/')))
    }),
    { numRuns: 2_000 },
  )
})
