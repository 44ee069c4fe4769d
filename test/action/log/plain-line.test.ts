import { expect, test } from '@jest/globals'
import { plainLine } from '../../../action/log/plain-line.ts'

test.each([
  ['a workflow command', '::add-mask::secret', ': :add-mask::secret'],
  ['one after blanks', ' \t::stop-commands::x', ': :stop-commands::x'],
  ['one on a second line', 'ok\n::error::no', 'ok ::error::no'],
  ['one after any line break there is', 'ok\r::error::\u2028::x\u0085::y', 'ok ::error:: ::x ::y'],
  ['an old command anywhere', 'so ##[add-path]/tmp', 'so # #[add-path]/tmp'],
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['a link escape', '\u001b]8;;http://evil.test\u0007here\u001b]8;;\u0007', 'here'],
  ['text that turns around', 'a\u202Egnp.exe', 'a gnp.exe'],
  ['every language', 'größer 変更 🎉', 'größer 変更 🎉'],
])('%s is one plain line', (_, text, line) => {
  expect(plainLine(text)).toBe(line)
})

test('a long line is cut between characters', () => {
  expect(plainLine('🎉'.repeat(10), 8)).toBe('🎉🎉🎉…')
})
