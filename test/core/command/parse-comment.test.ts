import { describe, expect, test } from '@jest/globals'
import { parseComment } from '../../../core/command/parse-comment.ts'

const parse = (body: string, trigger = '/agent') => parseComment(body, trigger)
const names = (body: string, trigger?: string) => parse(body, trigger).commands.map(({ name }) => name)

test('a line that begins with the trigger is a command, the rest of it and what follows is its text', () => {
  expect(parse('/agent implement keep it small\nand fast\n\n- one\n- two\n')).toEqual({
    commands: [{ name: 'implement', text: 'keep it small\nand fast\n\n- one\n- two', line: 1 }],
    problems: [],
  })
})

test('several commands in one comment each have their own text', () => {
  expect(parse('Thanks!\n\n/agent implement\nuse the old parser\n\n/agent status\n').commands).toEqual([
    { name: 'implement', text: 'use the old parser', line: 3 },
    { name: 'status', text: '', line: 6 },
  ])
})

test.each([
  ['directly below other words', 'Please\n/agent status', 2],
  ['on the last line of a paragraph', 'one\ntwo\n/agent status\nthree', 3],
  ['after a hard line break', 'one  \n/agent status', 2],
  ['below a fence that is closed', '```\ncode\n```\n/agent status', 4],
  ['below a list, after an empty line', '- a\n- b\n\n/agent status', 4],
  ['below a quote, after an empty line', '> /agent help\n\n/agent status', 3],
  ['below a heading', '# Title\n/agent status', 2],
  ['below a rule', '> a\n\n---\n/agent status', 4],
  ['with Windows line breaks', 'hello\r\n/agent status\r\nbye\r\n', 2],
  ['with old Mac line breaks', 'hello\r/agent status', 2],
  ['capitalised, as phones do', '/Agent Status', 1],
  ['behind a tab', '/agent\tstatus', 1],
  ['behind a no-break space', '/agent\u00A0status', 1],
  ['with a full stop or a colon', '/agent status:', 1],
  ['with a zero-width space in it, which nobody sees', '\u200B/age\u200Bnt sta\u00ADtus', 1],
  ['after a byte order mark', '\uFEFF/agent status', 1],
  ['inside an opened details element, as a paragraph', '<details>\n\n/agent status\n\n</details>', 3],
])('it counts %s', (_, body, line) => {
  expect(parse(body)).toEqual({
    commands: [{ name: 'status', text: expect.any(String), line }],
    problems: [],
  })
})

test.each([
  ['in a quote', '> /agent status'],
  ['in a line that goes on from a quote', '> somebody wrote\n/agent status'],
  ['in a nested quote', '> > /agent status'],
  ['in a fence', '```\n/agent status\n```'],
  ['in a fence that is never closed', '~~~ js\n\n\n/agent status'],
  ['in a long fence with empty lines', `\`\`\`\n${'log line\n\n'.repeat(3_000)}/agent status\n\`\`\``],
  ['in indented code', 'text\n\n    /agent status'],
  ['in inline code over two lines', 'see `the\n/agent status\nbox`'],
  ['in an HTML comment', '<!--\n/agent status\n-->'],
  ['in an HTML comment with empty lines', '<!-- template\n\n/agent status\n\n-->'],
  ['in a very long HTML comment', `<!--\n${'template\n\n'.repeat(5_000)}/agent status\n-->`],
  ['in an HTML comment within a paragraph', 'text <!-- a\n/agent status\n-->'],
  ['in an HTML element', '<div>\n/agent status\n</div>'],
  ['in a script', '<script>\n\n/agent status\n\n</script>'],
  ['in a list item', '- /agent status'],
  ['in a line that goes on from a list item', '- a\n/agent status'],
  ['in a numbered list', '1. /agent status'],
  ['in a task', '- [ ] /agent status'],
  ['in a heading', '# /agent status'],
  ['in an underlined heading', '/agent status\n============'],
  ["in a link's title", '[a](b "\n/agent status\n")'],
  ["in a definition's title", '[a]: b "\n/agent status\n"'],
  ['behind a space', ' /agent status'],
  ['behind a word', 'please /agent status'],
  ['behind a backslash', '\\/agent status'],
  ['written as an entity', '&#47;agent status'],
  ['with another trigger that begins alike', '/agents status'],
  ['as a path', '/agent/status'],
  ['in emphasis', '**/agent status**'],
])('it does not count %s', (_, body) => {
  expect(parse(body)).toEqual({ commands: [], problems: [] })
})

test('the trigger alone asks for help, and what is said below goes along', () => {
  expect(parse('/agent')).toEqual({ commands: [{ name: 'help', text: '', line: 1 }], problems: [] })
  expect(names('/agent   \nplease?')).toEqual(['help'])
})

test('the trigger is configurable, and no pattern', () => {
  expect(names('/bot.a status\n/agent status\n/botxa status', '/bot.a')).toEqual(['status'])
})

describe('a line that begins like a command and is none', () => {
  test.each([
    ['implment', 'implement'],
    ['stauts', 'status'],
    ['IMPLEMENTS', 'implement'],
    ['impl', 'implement'],
    ['halp', 'help'],
    ['hepl!', 'help'],
    ['please', null],
    ['x', null],
    ['💥', null],
  ])('%s: did you mean %s', (written, nearest) => {
    expect(parse(`/agent ${written}`)).toEqual({ commands: [], problems: [{ written, line: 1, nearest }] })
  })

  test('is told with its line and ends the text of the command above', () => {
    expect(parse('/agent implement\nthis\n/agent stat\nthat')).toEqual({
      commands: [{ name: 'implement', text: 'this', line: 1 }],
      problems: [{ written: 'stat', line: 3, nearest: 'status' }],
    })
  })

  test('is told shortened when it is long', () => {
    expect(parse(`/agent ${'x'.repeat(5_000)}`).problems).toEqual([
      { written: 'x'.repeat(60), line: 1, nearest: null },
    ])
  })
})
