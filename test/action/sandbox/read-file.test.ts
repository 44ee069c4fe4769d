import { expect, test } from '@jest/globals'
import { withHost } from './with-host.ts'

test('a file comes with numbered lines', () =>
  withHost(async ({ call, write }) => {
    await write('a.txt', 'one\n\nthree\n')
    expect((await call({ op: 'read', path: 'a.txt' })).text).toBe('1\tone\n2\t\n3\tthree')
    expect((await call({ op: 'read', path: './a.txt', offset: 3 })).text).toBe('3\tthree')
  }))

test('offset and limit give a part, and say where to read on', () =>
  withHost(async ({ call, write }) => {
    await write('n.txt', Array.from({ length: 5_000 }, (_, index) => `line ${index + 1}\n`).join(''))
    expect((await call({ op: 'read', path: 'n.txt', offset: 4_998, limit: 2 })).text).toBe(
      '4998\tline 4998\n4999\tline 4999\n[more follows: read on with offset 5000]',
    )
    const whole = (await call({ op: 'read', path: 'n.txt' })).text.split('\n')
    expect(whole).toHaveLength(2_001)
    expect(whole.at(-1)).toBe('[more follows: read on with offset 2001]')
    expect((await call({ op: 'read', path: 'n.txt', offset: 5_000 })).text).toBe('5000\tline 5000')
    expect((await call({ op: 'read', path: 'n.txt', offset: 5_001 })).text).toBe(
      '(the file ends before line 5001)',
    )
    expect((await call({ op: 'read', path: 'n.txt', offset: 99_999 })).text).toContain(
      'ends before line 99999',
    )
  }))

test('at most 50 kB come at once, cut between lines; one endless line is cut and said', () =>
  withHost(async ({ call, write }) => {
    await write('wide.txt', `${'x'.repeat(999)}\n`.repeat(200))
    const { text } = await call({ op: 'read', path: 'wide.txt' })
    expect(text.length).toBeLessThan(50_500)
    expect(text).toMatch(/\[more follows: read on with offset 51\]$/)
    await write('min.js', 'ä'.repeat(100_000))
    const long = (await call({ op: 'read', path: 'min.js' })).text
    expect(long).toContain('[line 1 is cut; see the rest with cut -c; more follows: read on with offset 2]')
  }))

test('a last line without a line break is a line; an empty file is said to be empty', () =>
  withHost(async ({ call, write }) => {
    await write('x', 'a\nb')
    await write('empty', '')
    expect((await call({ op: 'read', path: 'x' })).text).toBe('1\ta\n2\tb')
    expect(await call({ op: 'read', path: 'empty' })).toMatchObject({ ok: true, text: '(the file is empty)' })
  }))

test('CRLF, a byte order mark and broken UTF-8 are told, not shown', () =>
  withHost(async ({ call, write }) => {
    await write('dos.txt', Buffer.from('\uFEFFa\r\nb\xff\r\n', 'latin1'))
    await write('bom.txt', '\uFEFFa\r\nb\r\n')
    expect((await call({ op: 'read', path: 'bom.txt' })).text).toBe(
      '1\ta\n2\tb\n[lines end in CRLF; a patch keeps that by itself; begins with a byte order mark; a patch keeps it]',
    )
    expect((await call({ op: 'read', path: 'dos.txt' })).text).toContain('bytes that are no UTF-8')
  }))

test('a binary file, a folder and a missing file are told apart', () =>
  withHost(async ({ call, write }) => {
    await write('dir/logo.png', Buffer.from([137, 80, 78, 71, 0, 0, 1]))
    expect((await call({ op: 'read', path: 'dir/logo.png' })).text).toBe(
      'dir/logo.png is binary, 7 bytes; it is not shown.',
    )
    expect((await call({ op: 'read', path: 'dir' })).text).toBe('Refused: dir is a folder.')
    expect((await call({ op: 'read', path: 'nope' })).text).toContain('nope does not exist')
    expect((await call({ op: 'read', path: 'dir/logo.png/x' })).text).toContain('does not exist')
  }))

test('a gate fetches a file whole, or not at all', () =>
  withHost(async ({ call, write, sh }) => {
    const bytes = Buffer.from([0, 1, 2, 255])
    await write('blob', bytes)
    expect((await call({ op: 'fetch', path: 'blob', limit: 4 })).content).toBe(bytes.toString('base64'))
    expect(await call({ op: 'fetch', path: 'blob', limit: 3 })).toMatchObject({ ok: false })
    await write('none', '')
    expect(await call({ op: 'fetch', path: 'none', limit: 10 })).toMatchObject({ ok: true, content: '' })
    await sh('ln -s blob link; mkfifo fifo')
    expect(await call({ op: 'fetch', path: 'fifo', limit: 10 })).toMatchObject({ ok: false })
  }))
