import fc from 'fast-check'
import { parsePatch } from '../../action/sandbox/patch/parse-patch.ts'
import { updateText } from '../../action/sandbox/patch/update-text.ts'
import { UNICODE } from '../pieces.ts'
import { hostileText, target } from '../target.ts'

const PIECES = [
  ...[
    '*** Begin Patch\n',
    '*** End Patch\n',
    '*** Update File: src/a.ts\n',
    '*** Add File: b.ts\n',
    '*** Delete File: c\n',
    '*** Move to: d\n',
  ],
  ...[
    '*** End of File\n',
    '@@\n',
    '@@ function a() {\n',
    ' line\n',
    '-line\n',
    '+line\n',
    '+\n',
    '-\n',
    ' \n',
    '\n',
    '```\n',
    "<<'EOF'\n",
    'EOF\n',
  ],
  ...['apply_patch ', '*** ', '--- a/x\n', '+++ b/x\n', '@@ -1,2 +1,2 @@\n', 'line\n', 'a\n', 'a'],
  ...UNICODE,
]
const FILE = ['line\n', 'a\n', '\n', 'function a() {\n', '}\r\n', '\ufeff', '  ', ...UNICODE]
const HEAD = '*** Begin Patch\n*** Update File: src/a.ts\n'

/** A patch that a model wrote, and the file it is to change. */
export const patchParser = target({
  name: 'patch parser',
  inputs: fc.tuple(
    fc.oneof(
      hostileText(PIECES),
      hostileText(PIECES.slice(6)).map((body) => `${HEAD}${body}*** End Patch\n`),
    ),
    hostileText(FILE, 16 * 1024),
  ),
  bytes: ([patch, file]) => Buffer.byteLength(patch + file),
  run([patch, file]) {
    const parsed = parsePatch(patch)
    if (parsed.kind === 'broken') return
    for (const one of parsed.files) if (one.kind === 'update') updateText(file, one.chunks)
  },
})
