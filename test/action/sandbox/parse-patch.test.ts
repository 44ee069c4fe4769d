import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parsePatch } from '../../../action/sandbox/patch/parse-patch.ts'
import { updateText } from '../../../action/sandbox/patch/update-text.ts'

const PATCH = `*** Begin Patch
*** Add File: new.txt
+one
+
+three
*** Update File: a.txt
*** Move to: b.txt
@@ head
 keep
-old
+new
*** Delete File: gone.txt
*** End Patch`

const FILES = [
  { kind: 'add', path: 'new.txt', content: 'one\n\nthree\n' },
  {
    kind: 'update',
    path: 'a.txt',
    moveTo: 'b.txt',
    chunks: [
      {
        line: 8,
        anchors: ['head'],
        atEnd: false,
        lines: [
          { sign: ' ', text: 'keep' },
          { sign: '-', text: 'old' },
          { sign: '+', text: 'new' },
        ],
      },
    ],
  },
  { kind: 'delete', path: 'gone.txt' },
]

test('a patch is its files', () => {
  expect(parsePatch(PATCH)).toEqual({ kind: 'ok', files: FILES })
})

test.each([
  ['a Markdown fence', `\`\`\`diff\n${PATCH}\n\`\`\``],
  ['words around it', `Here is the patch:\n\n${PATCH}\n\nDone.`],
  ['a heredoc', `apply_patch <<'EOF'\n${PATCH}\nEOF`],
  ['a heredoc of the shell', `bash -lc "apply_patch <<'PATCH'\n${PATCH}\nPATCH\n"`],
  ['CRLF', PATCH.replaceAll('\n', '\r\n')],
  ['no frame', PATCH.split('\n').slice(1, -1).join('\n')],
  ['no end, but a fence', `${PATCH.replace('*** End Patch', '```')}\n`],
])('it may be written with %s', (_, text) => {
  const parsed = parsePatch(text)
  const files = parsed.kind === 'ok' ? parsed.files.map(withoutLines) : parsed
  expect(files).toEqual(FILES.map(withoutLines))
})

function withoutLines(file: object): object {
  return JSON.parse(JSON.stringify(file, (key, value) => (key === 'line' ? undefined : value)))
}

test('two updates of one file are one; other ways to name a file twice contradict themselves', () => {
  const twice = (a: string, b: string) => parsePatch(`*** Begin Patch\n${a}\n${b}\n*** End Patch`)
  const update = '*** Update File: f\n@@\n-a\n+b'
  const parsed = twice(update, update)
  expect(parsed.kind === 'ok' && parsed.files).toHaveLength(1)
  expect(twice(update, '*** Delete File: f')).toMatchObject({
    why: expect.stringContaining('f stands in the patch twice'),
  })
  expect(twice('*** Add File: f\n+a', '*** Add File: f\n+b')).toMatchObject({ kind: 'broken' })
})

test.each([
  ['', 'names no file'],
  ['hello', 'expected "*** Add File: "'],
  ['*** Begin Patch\n*** End Patch', 'names no file'],
  [
    '*** Begin Patch\n*** Update File: f\n*** End Patch',
    'Line 2 of the patch: the update of f has no changes',
  ],
  ['*** Begin Patch\n*** Update File: f\n@@\n same\n*** End Patch', 'this chunk changes nothing'],
  [
    '*** Begin Patch\n*** Update File: f\n@@\nno sign\n-a\n*** End Patch',
    'Line 4 of the patch: a line begins with',
  ],
  [
    '*** Begin Patch\n*** Add File: f\n+a\nb\n*** End Patch',
    'every line of a new file begins with "+", got "b"',
  ],
  ['*** Begin Patch\n*** Delete File: f\n-a\n*** End Patch', 'nothing may follow'],
  ['*** Begin Patch\n*** Rename File: f\n*** End Patch', 'got "*** Rename File: f"'],
])('%j is refused with the line and what was expected', (text, why) => {
  expect(parsePatch(text)).toMatchObject({ kind: 'broken', why: expect.stringContaining(why) })
})

const piece = fc.oneof(
  fc.constantFrom(
    ...['*** Begin Patch', '*** End Patch', '*** Update File: f', '*** Add File: g', '*** Delete File: h'],
    ...[
      '*** Move to: i',
      '@@',
      '@@ a',
      ' a',
      '-a',
      '+a',
      '-b',
      '+b',
      ' b',
      '',
      '*** End of File',
      '```',
      '+\r',
      '@@ @@',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

test('no text makes reading or applying it fail, and lines that no chunk speaks of stay', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.array(fc.constantFrom('a', 'b', 'c', '', ' a')),
      (patch, file) => {
        const parsed = parsePatch(patch.join('\n'))
        if (parsed.kind === 'broken') return expect(parsed.why).not.toBe('')
        for (const one of parsed.files) {
          if (one.kind !== 'update') continue
          const updated = updateText(['untouched €', ...file, 'untouched 😀'].join('\n'), one.chunks)
          if (updated.kind === 'broken') expect(updated.why).not.toBe('')
          else expect(updated.text).toMatch(/untouched €[\s\S]*untouched 😀/)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a patch made from two texts turns the one into the other', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => text.replace(/[\r\n]/g, ''))
  fc.assert(
    fc.property(
      fc.uniqueArray(line, { minLength: 2, maxLength: 12, selector: (text) => text.trim() }),
      fc.nat(),
      (lines, at) => {
        const index = at % lines.length
        const body = lines.map((text, i) => (i === index ? `-${text}\n+<${text}>` : ` ${text}`))
        const parsed = parsePatch(
          `*** Begin Patch\n*** Update File: f\n@@\n${body.join('\n')}\n*** End Patch`,
        )
        const file = parsed.kind === 'ok' ? parsed.files[0] : null
        if (file?.kind !== 'update') throw new Error(JSON.stringify(parsed))
        const wanted = `${lines.with(index, `<${lines[index]}>`).join('\n')}\n`
        expect(updateText(`${lines.join('\n')}\n`, file.chunks)).toMatchObject({ kind: 'ok', text: wanted })
      },
    ),
    { numRuns: 500 },
  )
})
