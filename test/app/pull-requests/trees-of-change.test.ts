import { expect, test } from '@jest/globals'
import { treesOfChange } from '../../../app/pull-requests/trees-of-change.ts'
import type { ChangedFile } from '../../../core/rules/kinds/change-kind.ts'

const file = (path: string, status: ChangedFile['status'], more: Partial<ChangedFile> = {}): ChangedFile => ({
  ...{ path, status, before: null, after: null, binary: false, modeBefore: null, modeAfter: null },
  ...more,
})

test('the repository before and after a change differ in what is changed, and in nothing else', () => {
  const known = new Map<string, string | null>()
  const change = {
    files: [
      file('new.ts', 'added', { after: 'new' }),
      file('gone.ts', 'deleted', { before: 'gone' }),
      file('to.ts', 'renamed', { renamedFrom: 'from.ts', before: 'moved', after: 'moved!' }),
      file('same.ts', 'modified', { before: 'old', after: 'now' }),
      file('logo.png', 'modified', { binary: true }),
    ],
    paths: ['new.ts', 'to.ts', 'same.ts', 'logo.png', 'other.ts'].join('\0'),
    texts: known,
  }
  const { now, before } = treesOfChange(change)
  const texts = (tree: typeof now) =>
    Object.fromEntries([...tree.paths].sort().map((path) => [path, tree.read(path)]))
  expect(texts(now)).toEqual({
    'logo.png': null,
    'new.ts': 'new',
    'other.ts': undefined,
    'same.ts': 'now',
    'to.ts': 'moved!',
  })
  expect(texts(before)).toEqual({
    'from.ts': 'moved',
    'gone.ts': 'gone',
    'logo.png': null,
    'other.ts': undefined,
    'same.ts': 'old',
  })
  known.set('other.ts', 'other')
  expect([now.read('other.ts'), before.read('other.ts')]).toEqual(['other', 'other'])
  expect([now.read('gone.ts'), before.read('new.ts'), now.read('nowhere.ts')]).toEqual([null, null, null])
})
