import { expect, test } from '@jest/globals'
import type { Finding } from '../../../core/rules/finding.ts'
import { verifyReplacements } from '../../../core/rules/verify-replacements.ts'
import { harnessOf } from '../harness/harness-of.ts'

const rules = (suggestions: string) =>
  harnessOf(`version: 1
invariants:
  - { id: no-console, regex: 'console\\.log\\(', replace: 'log.info(' }
  - { id: no-tab, regex: '\\t' }
review: { suggestions: ${suggestions} }
`)
const content = 'a()\r\nconsole.log(1); console.log(2)\r\nb()\r\n'
const finding = (more: Partial<Finding> = {}): Finding => ({
  ...{ rule: 'no-console', level: 'error', path: 'a.js', message: 'm', fingerprint: 'f', preexisting: false },
  range: { startLine: 2, endLine: 2 },
  replacement: 'log.info(1); log.info(2)',
  ...more,
})
const kept = (one: Finding, suggestions = 'verified') =>
  verifyReplacements([one], { harness: rules(suggestions), files: [{ path: 'a.js', content }] })[0]
    ?.replacement !== undefined

test.each<[string, Partial<Finding>, boolean]>([
  ['what mends the lines', {}, true],
  ['what mends some of it', { replacement: 'log.info(1); console.log(2)' }, true],
  ['what changes nothing', { replacement: 'console.log(1); console.log(2)' }, false],
  ['what makes it worse', { replacement: 'console.log(1); console.log(2); console.log(3)' }, false],
  ['what a tool claims', { rule: 'lint/no-console' }, false],
  ['what a rule without a replacement never said', { rule: 'no-tab' }, false],
  ['what is for a file that did not change', { path: 'b.js' }, false],
  ['what has no lines', { range: null }, false],
])('verified: %s', (_, more, stays) => expect(kept(finding(more))).toBe(stays))

test('all: every replacement; none: none; and the words stay in any case', () => {
  expect(kept(finding({ rule: 'lint/x' }), 'all')).toBe(true)
  expect(kept(finding(), 'none')).toBe(false)
  const [words] = verifyReplacements([finding()], { harness: rules('none'), files: [] })
  expect(words).toMatchObject({ rule: 'no-console', message: 'm' })
})
