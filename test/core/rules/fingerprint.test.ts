import { expect, test } from '@jest/globals'
import { fingerprint } from '../../../core/rules/fingerprint.ts'

const parts = { rule: 'no-console', path: 'src/a.ts', line: 'console.log(1)', nth: 0 }

test('It is the same on every machine and in every version', () => {
  expect(fingerprint(parts)).toBe('598566bbcbd2524c')
})

test('White space does not matter; rule, path, text and occurrence do', () => {
  expect(fingerprint({ ...parts, line: '\t console.log(1) ' })).toBe(fingerprint(parts))
  const others = [{ rule: 'b' }, { path: null }, { line: 'console.log(2)' }, { nth: 1 }].map((more) =>
    fingerprint({ ...parts, ...more }),
  )
  expect(new Set([fingerprint(parts), ...others]).size).toBe(5)
})

test('A megabyte on one line is no trouble', () => {
  expect(fingerprint({ ...parts, line: 'ä'.repeat(1_000_000) })).toMatch(/^[0-9a-f]{16}$/)
})
