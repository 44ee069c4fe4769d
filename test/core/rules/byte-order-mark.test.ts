import { expect, test } from '@jest/globals'
import { applyRules } from '../../../core/rules/apply-rules.ts'
import { harnessOf } from '../harness/harness-of.ts'
import { ruleInput } from './rule-input.ts'

const harness = harnessOf("version: 1\ninvariants: [{ id: r, regex: '^foo', replace: bar }]\n")
const findingsOf = (content: string, base: string | null = null) =>
  applyRules(ruleInput({ harness, files: [{ path: 'a', content, base }] })).findings

test('a byte order mark is no part of the first line, and a replacement keeps it', () => {
  expect(findingsOf('\ufefffoo()\r\nfoo\r\n')).toMatchObject([
    { range: { startLine: 1, startColumn: 1, endColumn: 4 }, replacement: '\ufeffbar()' },
    { range: { startLine: 2, startColumn: 1 }, replacement: 'bar' },
  ])
})

test('a mark that comes or goes makes no old finding new', () => {
  expect(findingsOf('\ufefffoo\n', 'foo\n')).toMatchObject([{ preexisting: true }])
  expect(findingsOf('foo\n', '\ufefffoo\n')).toMatchObject([{ preexisting: true }])
})
