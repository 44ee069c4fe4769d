import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { missingParts } from '../../../core/run/missing-parts.ts'

const need = ['goal', 'acceptance criteria']

describe('What an issue has to say', () => {
  test.each<[string, string, string[]]>([
    ['nothing at all', '', need],
    ['headings with text', '## Goal\nDiscounts.\n\n## Acceptance criteria\n- It is tested', []],
    [
      'an issue form',
      '### Goal\n\nDiscounts.\n\n### Acceptance criteria\n\n_No response_',
      ['acceptance criteria'],
    ],
    ['upper case, colons and emoji', '# 🎯 GOAL:\nx\n# Acceptance-Criteria\nx', []],
    ['a heading without text', '## Goal\n\n## Acceptance criteria\nx', ['goal']],
    ['text under a smaller heading', '# Goal\n## In short\nx\n# Acceptance criteria\n### One\nx', []],
    ['the words, but no headings', 'The goal is clear, acceptance criteria too.', need],
    ['a hidden template', '## Goal\n<!-- What do you want? -->\n\n## Acceptance criteria\nx', ['goal']],
    ['headings in a code block', '```\n## Goal\nx\n## Acceptance criteria\nx\n```', need],
    ['headings in a quotation', '> ## Goal\n> x\n\n## Acceptance criteria\nx', ['goal']],
    ['an empty list', '## Goal\n-\n\n## Acceptance criteria\n- [ ] x', ['goal']],
    ['a picture', '## Goal\n![](https://example.com/a.png)\n## Acceptance criteria\n```js\nx()\n```', []],
    ['a line across', '## Goal\n---\n## Acceptance criteria\nx', ['goal']],
    ['underlined headings', 'Goal\n====\nx\n\nAcceptance criteria\n-----\nx', []],
    ['Windows line breaks', '## Goal\r\nx\r\n## Acceptance criteria\r\nx', []],
  ])('%s', (_, body, missing) => {
    expect(missingParts(body, need)).toEqual(missing)
  })

  test('without a demand nothing is missing', () => expect(missingParts('', [])).toEqual([]))

  test('whatever is written, it ends with names that were asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(need).toEqual(expect.arrayContaining(missingParts(body, need)))
      }),
    )
  })

  test('64 kB of anything take no longer than reading them', () => {
    for (const unit of ['# goal\n', 'a\n-\n', '> ', '*', '[', '#'])
      expect(missingParts(unit.repeat(65_536 / unit.length), need).length).toBeGreaterThan(0)
  })
})
