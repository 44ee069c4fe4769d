import { expect, test } from '@jest/globals'
import { newCommands } from '../../../core/command/new-commands.ts'

const added = (before: string, after: string) => {
  const { commands, problems } = newCommands(before, after, '/agent')
  return [
    ...commands.map(({ name, text }) => `${name} ${text}`.trim()),
    ...problems.map(({ written }) => `?${written}`),
  ]
}

test.each([
  ['a comment that is new', '', '/agent implement', ['implement']],
  ['a command that was added', 'Thanks', 'Thanks\n\n/agent implement', ['implement']],
  ['a second one of the same name', '/agent status', '/agent status\n\n/agent status', ['status']],
  ['a slip that was mended', '/agent implment', '/agent implement', ['implement']],
  [
    'a new one before the old one',
    '/agent implement a',
    '/agent implement b\n/agent implement a',
    ['implement b'],
  ],
  ['a command taken out of a quote', '> /agent status', '/agent status', ['status']],
  ['a new slip', '/agent status', '/agent status\n/agent stts', ['?stts']],
])('an edit runs %s', (_, before, after, expected) => {
  expect(added(before, after)).toEqual(expected)
})

test.each([
  ['nothing changed', '/agent implement', '/agent implement'],
  ['only the text around it changed', 'a\n\n/agent implement', 'b\n\n/agent implement'],
  ['its own text changed: the frozen text counts', '/agent implement small', '/agent implement big'],
  ['it moved', '/agent status\n\nhello', 'hello\n\n/agent status'],
  ['it was taken away', '/agent status', 'never mind'],
  ['a slip stays', '/agent stts', '/agent stts please'],
])('an edit runs nothing when %s', (_, before, after) => {
  expect(added(before, after)).toEqual([])
})
