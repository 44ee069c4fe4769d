import { expect, test } from '@jest/globals'
import { leavesTree } from '../../../action/git/leaves-tree.ts'

test.each([
  ['CLAUDE.md', 'AGENTS.md'],
  ['docs/rules.md', '../AGENTS.md'],
  ['a/b/c', './../../x'],
  ['a', './b/./c'],
])('%s → %s stays inside', (path, target) => {
  expect(leavesTree(path, target)).toBe(false)
})

test.each([
  ['a', '/etc/passwd'],
  ['a', '..'],
  ['a', '../x'],
  ['a/b', '../../x'],
  ['a', '.././/../x'],
  ['a', ''],
  // `sub` may itself be a link to somewhere higher up, and `..` would go on from there.
  ['a/b/c', 'sub/../../x'],
])('%s → %s may lead outside', (path, target) => {
  expect(leavesTree(path, target)).toBe(true)
})
