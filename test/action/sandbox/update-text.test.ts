import { describe, expect, test } from '@jest/globals'
import { parsePatch } from '../../../action/sandbox/patch/parse-patch.ts'
import { updateText } from '../../../action/sandbox/patch/update-text.ts'

/** Applies the body of one update to a text. */
function update(text: string, body: string): string {
  const parsed = parsePatch(`*** Begin Patch\n*** Update File: f\n${body}\n*** End Patch`)
  if (parsed.kind === 'broken') return `broken: ${parsed.why}`
  const [file] = parsed.files
  if (file?.kind !== 'update') throw new Error('no update')
  const updated = updateText(text, file.chunks)
  return updated.kind === 'ok' ? updated.text : `broken: ${updated.why}`
}

const SOURCE = `class A {
  run() {
    return 1
  }
}

class B {
  run() {
    return 1
  }
}
`

describe('a chunk finds its place', () => {
  test('by its unchanged lines', () => {
    expect(update('a\nb\nc\n', '@@\n a\n-b\n+B\n c')).toBe('a\nB\nc\n')
    expect(update('a\nb\nc\n', ' a\n-b\n+B')).toBe('a\nB\nc\n')
  })
  test('below an anchor, or several from the outside in', () => {
    expect(update(SOURCE, '@@ class B {\n   run() {\n-    return 1\n+    return 2')).toBe(
      SOURCE.replace(/return 1(?![\s\S]*return 1)/, 'return 2'),
    )
    expect(update(SOURCE, '@@ class B {\n@@   run() {\n-    return 1\n+    return 2')).toContain(
      'return 2\n  }\n}\n',
    )
    expect(update(SOURCE, '@@ class B\n-    return 1\n+    return 2')).toMatch(/B[\s\S]*return 2/)
  })
  test('with the line numbers of a unified diff, which are not believed', () => {
    expect(update(SOURCE, '@@ -1,99 +7,3 @@ class B {\n-    return 1\n+    return 2')).toMatch(
      /B[\s\S]*return 2/,
    )
    expect(update('a\nb\n', '--- a/f\n+++ b/f\n@@ -1 +1 @@\n-b\n+c')).toBe('a\nc\n')
  })
  test('at the end of the file', () => {
    expect(update('x\ny\nx\n', '@@\n-x\n+z\n*** End of File')).toBe('x\ny\nz\n')
    expect(update('x\ny\n', '@@\n-x\n+z\n*** End of File')).toContain(
      'stands at line 1, not at the end of the file',
    )
  })
  test('in any order, as long as chunks do not overlap', () => {
    expect(update('a\nb\nc\nd\n', '@@\n-d\n+D\n@@\n-a\n+A')).toBe('A\nb\nc\nD\n')
    expect(update('a\nb\nc\n', '@@\n a\n-b\n+B\n@@\n-a\n+A')).toMatch(
      /^broken: chunks 1 and 2 change the same lines/,
    )
  })
  test('without anything to find, it adds below its anchor or at the end', () => {
    expect(update('a\nb\n', '@@ a\n+new')).toBe('a\nnew\nb\n')
    expect(update('a\nb\n', '@@\n+new')).toBe('a\nb\nnew\n')
    expect(update('', '@@\n+new')).toBe('new\n')
  })
})

describe('lines are compared ever less strictly', () => {
  test('trailing white space, then white space around, then typography; what stays, stays as the file has it', () => {
    expect(update('a  \nb\n', '@@\n a\n-b\n+c')).toBe('a  \nc\n')
    expect(update('\tif (x) {\n\t\ty()\n', '@@\n if (x) {\n-    y()\n+\t\tz()')).toBe('\tif (x) {\n\t\tz()\n')
    expect(update('“it’s” — here\u00a0now\nb\n', `@@\n "it's" - here now\n-b\n+c`)).toBe(
      '“it’s” — here\u00a0now\nc\n',
    )
  })
  test('an exact match elsewhere is preferred to a loose one before it', () => {
    expect(update('  x\ny\nx\n', '@@\n-x\n+z')).toBe('  x\ny\nz\n')
  })
})

describe('what cannot be done is explained so that it can be mended', () => {
  test('the nearest place, and the first line that differs', () => {
    const text = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
    expect(update(text, '@@\n line 10\n line 11\n-line twelve\n+x\n line 13')).toMatchInlineSnapshot(`
"broken: chunk 1 (line 3 of the patch) is not in the file. It looks for:
line 10
line 11
line twelve
line 13
The nearest place is line 11:
11	line 10
12	line 11
13	line 12
14	line 13
The first difference is at line 13."
`)
  })
  test('nothing like it', () => {
    expect(update('a\n', '@@\n-zzz\n+x')).toMatchInlineSnapshot(`
"broken: chunk 1 (line 3 of the patch) is not in the file. It looks for:
zzz
No line of it is there; read the file again."
`)
  })
  test('several places', () => {
    expect(update('x\ny\nx\n', '@@\n-x\n+z')).toMatchInlineSnapshot(
      `"broken: chunk 1 (line 3 of the patch) matches at several places (lines 1, 3); add unchanged lines around it, or a line "@@ <a line above the place>""`,
    )
  })
  test('an anchor that is nowhere', () => {
    expect(update('x\n', '@@ class Q\n-x\n+z')).toMatchInlineSnapshot(
      `"broken: chunk 1 (line 3 of the patch) has the anchor "@@ class Q", which is no line of the file"`,
    )
  })
  test('a place that stands before the chunk above', () => {
    expect(update('x\na\nb\n', '@@ a\n-x\n+z')).toMatchInlineSnapshot(
      `"broken: chunk 1 (line 3 of the patch) stands at line 1, before its anchor or the chunk above (line 2)"`,
    )
  })
})

describe('line ends and the end of the file stay', () => {
  test('CRLF files stay CRLF, in new lines too', () => {
    expect(update('a\r\nb\r\nc\r\n', '@@\n a\n-b\n+B1\n+B2\n c')).toBe('a\r\nB1\r\nB2\r\nc\r\n')
  })
  test('a patch written with CRLF does not turn an LF file', () => {
    expect(update('a\nb\n', '@@\r\n a\r\n-b\r\n+c')).toBe('a\nc\n')
  })
  test('mixed line ends stay where they are', () => {
    expect(update('a\r\nb\nc\n', '@@\n-b\n+B')).toBe('a\r\nB\nc\n')
  })
  test('a missing line break at the end stays missing', () => {
    expect(update('a\nb', '@@\n a\n-b\n+c')).toBe('a\nc')
    expect(update('a\nb', '@@\n b\n+c')).toBe('a\nb\nc')
    expect(update('a\nb', '@@\n-a\n+x')).toBe('x\nb')
    expect(update('a\r\nb', '@@\n b\n+c')).toBe('a\r\nb\r\nc')
  })
  test('a byte order mark stays', () => {
    expect(update('\uFEFFa\nb\n', '@@\n-a\n+c')).toBe('\uFEFFc\nb\n')
  })
  test('all lines can go', () => {
    expect(update('a\nb\n', '@@\n-a\n-b')).toBe('')
  })
})

describe('what models get slightly wrong is understood', () => {
  test('empty lines without the space, and an empty line too many at the end of a chunk', () => {
    expect(update('a\n\nb\n', '@@\n a\n\n-b\n+c')).toBe('a\n\nc\n')
    expect(update('a\nb\nc\n', '@@\n-a\n+A\n\n@@\n-c\n+C\n')).toBe('A\nb\nC\n')
  })
  test('"\\ No newline at end of file"', () => {
    expect(update('a', '@@\n-a\n\\ No newline at end of file\n+b')).toBe('b')
  })
})

describe('invisible characters, which tools show as ⟨U+200B⟩', () => {
  const text = 'if (a) {\u202E\n  b\u200B()\n}\n'
  test('are found by how they are shown, and stay in lines that stay', () => {
    expect(update(text, '@@\n if (a) {⟨U+202E⟩\n-  b⟨U+200B⟩()\n+  b()')).toBe('if (a) {\u202E\n  b()\n}\n')
  })
  test('are put back in what comes for a line that had them', () => {
    expect(update(text, '@@\n-  b⟨U+200B⟩()\n+  b⟨U+200B⟩(1)')).toBe('if (a) {\u202E\n  b\u200B(1)\n}\n')
  })
  test('are text where they did not stand: no patch brings in what nobody sees', () => {
    expect(update(text, '@@\n-  b⟨U+200B⟩()\n+  b() // ⟨U+202E⟩')).toBe(
      'if (a) {\u202E\n  b() // ⟨U+202E⟩\n}\n',
    )
    expect(update('a\n', '@@\n-a\n+⟨U+202E⟩')).toBe('⟨U+202E⟩\n')
  })
  test('are themselves where the file has them written out', () => {
    expect(update('// ⟨U+202E⟩\n', '@@\n-// ⟨U+202E⟩\n+// ⟨U+202E⟩!')).toBe('// ⟨U+202E⟩!\n')
  })
  test('below an anchor with one', () => {
    expect(update(text, '@@ if (a) {⟨U+202E⟩\n-  b⟨U+200B⟩()\n+  c()')).toBe('if (a) {\u202E\n  c()\n}\n')
  })
})
