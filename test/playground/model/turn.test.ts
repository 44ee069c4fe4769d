import { expect, test } from '@jest/globals'
import { parseTurns } from '../../../playground/model/turn.ts'

const problems = (text: string) => {
  const parsed = parseTurns(text)
  return parsed.kind === 'broken' ? parsed.problems : []
}

test('a script is an array of turns', () => {
  const script = [
    { say: 'Looking.', call: [{ name: 'shell', arguments: { command: 'ls' } }] },
    { fault: { status: 429 } },
  ]
  expect(parseTurns(JSON.stringify(script))).toEqual({ kind: 'ok', turns: script })
})

test.each([
  ['not JSON', '[{"say": ', [expect.stringMatching(/^the script is not JSON: /)]],
  ['no array', '{"say": "x"}', [expect.stringMatching(/^the script is an array of turns: .*expected array/)]],
  ['a key nobody knows', '[{"say": "x"}, {"says": "x", "say": "y"}]', ['turn 2: Unrecognized key: "says"']],
  ['an empty turn', '[{}]', ['turn 1: a turn needs "say", "call" or "fault"']],
  [
    'a call without a name',
    '[{"call": [{"arguments": {}}]}]',
    ['turn 1, call[0].name: Invalid input: expected string, received undefined'],
  ],
  [
    'an unknown fault',
    '[{"fault": {"boom": true}}]',
    [expect.stringMatching(/^turn 1, fault: a fault is one of/)],
  ],
])('a script is refused with its place: %s', (_, text, expected) => {
  expect(problems(text)).toEqual(expected)
})
