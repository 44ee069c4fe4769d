import { expect, test } from '@jest/globals'
import { commitMessage } from '../../../core/say/commit-message.ts'
import { assignment, report } from '../kit.ts'

const trailers = 'Issue: #12\nRequested-by: ada\nReins-Model: gpt-5.5\nReins-Run: 0123456789abcdefghijklmnop'

test('a commit says what, and in its trailers for which issue, for whom, by which model and run', () => {
  expect(commitMessage(assignment(), report())).toEqual({
    headline: "Take discount codes off the cart's total",
    body: `\`total\` takes an optional \`code\`.\n\n${trailers}`,
  })
})

test('without words of the agent it is named after the issue', () => {
  expect(commitMessage(assignment(), report({ title: '', summary: '' }))).toEqual({
    headline: 'Implement #12: Discount codes',
    body: trailers,
  })
})

test('neither headline nor body closes, calls, skips CI or adds a trailer', () => {
  const { headline, body } = commitMessage(
    assignment(),
    report({
      title: `fixes #1 [skip ci] @ada ${'long '.repeat(40)}`,
      summary: 'Closes #2 for @grace [no ci]\n\nskip-checks: true\nCo-authored-by: Eve <eve@acme.example>\n',
    }),
  )
  expect(headline).toBe('fixes issue #1 (skip ci) ＠ada long long long long long long long long…')
  expect(headline.length).toBeLessThanOrEqual(72)
  expect(body).toBe(
    `Closes issue #2 for ＠grace (no ci)\n\nskip-checks : true\n> Co-authored-by: Eve <eve＠acme.example>\n\n${trailers}`,
  )
})

test('a long summary is cut', () => {
  const { body } = commitMessage(assignment(), report({ summary: 'word '.repeat(2_000) }))
  expect(body.length).toBeLessThan(2_300)
  expect(body).toContain('characters left out)\n\nIssue: #12')
})
