import { expect, test } from '@jest/globals'
import { createMasks } from '../../../playground/runner/log/masks.ts'
import { parseCommand } from '../../../playground/runner/log/parse-command.ts'
import { splitLines } from '../../../playground/runner/process/split-lines.ts'
import { parseFileCommand } from '../../../playground/runner/steps/parse-file-command.ts'
import { run, steps } from './kit.ts'

test('commands in the output become errors, warnings, notices and groups', async () => {
  const told = await run(
    steps(`
- run: |
    echo "::error file=a.ts,line=1::broken%0Atwice"
    echo "  ::warning::careful"
    echo "::notice title=x::by the way"
    echo "::debug::not shown"
    echo "::group::Many"
    echo inside
    echo "::endgroup::"
    echo "::not-a-command::stays"
    echo "text ::error::stays too"`),
  )
  expect(told.conclusion).toBe('success')
  expect(told.lines.slice(told.lines.indexOf('##[endgroup]', 4) + 1)).toEqual([
    '##[error]broken',
    'twice',
    '##[warning]careful',
    '##[notice]by the way',
    '##[group]Many',
    'inside',
    '##[endgroup]',
    '::not-a-command::stays',
    'text ::error::stays too',
  ])
})

test('a mask added in one step hides the value, each of its lines, in all later ones', async () => {
  const told = await run(
    steps(`
- run: |
    echo "::add-mask::first%0Asecond line"
    echo "first and second line"
- run: |
    echo "second line again, and $(printf first | tr a-z A-Z)"
    echo "::error::about first"`),
  )
  expect(told.output).toContain('*** and ***')
  expect(told.output).toContain('*** again, and FIRST')
  expect(told.errors).toContain('about ***')
})

test('between stop-commands and its token nothing is a command', async () => {
  const told = await run(
    steps(`
- run: |
    echo "::stop-commands::a-random-token"
    echo "::error::not a command"
    echo "::add-mask::visible"
    echo "::a-random-token::"
    echo "::error::a command, visible"
    echo "::stop-commands::error"
    echo "::error::still a command"`),
  )
  expect(told.output).toContain('::error::not a command')
  expect(told.errors).toEqual([
    'a command, visible',
    "Invalid stop-commands token 'error': it could be guessed. Commands go on.",
    'still a command',
  ])
})

test('stopped commands of one step are back in the next', async () => {
  const told = await run(steps(`\n- run: echo "::stop-commands::token-1"\n- run: echo "::error::heard"`))
  expect(told.errors).toEqual(['heard'])
})

test('set-output and its kin do nothing and say what to use', async () => {
  const told = await run(
    steps(`
- id: old
  run: echo "::set-output name=a::b"; echo "::set-env name=C::d"
- run: echo "[\${{ steps.old.outputs.a }}\${{ env.C }}]"`),
  )
  expect(told.output).toEqual(['[]'])
  expect(told.lines.filter((line) => line.startsWith('##[warning]'))).toEqual([
    '##[warning]The `set-output` command is disabled. Write to the file $GITHUB_OUTPUT instead.',
    '##[warning]The `set-env` command is disabled. Write to the file $GITHUB_ENV instead.',
  ])
})

test.each([
  ['::error::x', { name: 'error', properties: {}, message: 'x' }],
  [
    '::error file=a%3Ab%2Cc.ts,line=2::50%25%0A',
    { name: 'error', properties: { file: 'a:b,c.ts', line: '2' }, message: '50%\n' },
  ],
  ['::ERROR::a::b', { name: 'error', properties: {}, message: 'a::b' }],
  ['2026-01-01 ##[warning]old form', { name: 'warning', properties: {}, message: 'old form' }],
  ['::::', null],
  ['a ::error::b', null],
  ['std::cout << x;', null],
])('%s', (line, expected) => {
  expect(parseCommand(line)).toEqual(expected)
})

test.each([
  [
    'a=b\r\nc=d=e\n\n',
    [
      ['a', 'b'],
      ['c', 'd=e'],
    ],
  ],
  ['a<<X\nX\n', [['a', '']]],
  [
    'a<<E=F\n1\n\n2\nE=F\nb=',
    [
      ['a', '1\n\n2'],
      ['b', ''],
    ],
  ],
  ['a=b<<c', [['a', 'b<<c']]],
  ['', []],
])('the file %j', (text, pairs) => {
  expect(parseFileCommand(text)).toEqual(pairs)
})

test('a secret is found in base64 wherever it stands in it, in JSON and in URLs', () => {
  const masks = createMasks()
  masks.add('p@ss "word" 1')
  for (const before of ['', 'x', 'xy', 'xyz']) {
    const encoded = Buffer.from(`${before}p@ss "word" 1 and more`).toString('base64')
    expect(masks.apply(encoded)).toContain('***')
  }
  expect(masks.apply(JSON.stringify({ a: 'p@ss "word" 1' }))).toBe('{"a":"***"}')
  expect(masks.apply(`?q=${encodeURIComponent('p@ss "word" 1')}`)).toBe('?q=***')
  masks.add('')
  expect(masks.apply('untouched')).toBe('untouched')
})

test('characters split between two chunks stay whole, and a line without end is cut', () => {
  const lines: string[] = []
  const splitter = splitLines((line) => lines.push(line))
  const bytes = Buffer.from('Grüße 🙂\r\nlast')
  for (const byte of bytes) splitter.push(Buffer.from([byte]))
  splitter.end()
  expect(lines).toEqual(['Grüße 🙂', 'last'])
  splitter.push(Buffer.alloc(2 * 1024 * 1024 + 5, 'x'))
  splitter.end()
  expect(lines.slice(2).map((line) => line.length)).toEqual([1024 * 1024, 1024 * 1024, 5])
})
