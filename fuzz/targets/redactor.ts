import fc from 'fast-check'
import { createRedactor } from '../../core/redact/redactor.ts'
import { UNICODE } from '../pieces.ts'
import { hostileText, promise, target } from '../target.ts'

const SECRET = 'Zq7fK2pXw9LmT4vR8sBn'
const PIECES = [
  ...[
    SECRET,
    SECRET.slice(0, 14),
    SECRET.slice(6),
    [...SECRET].reverse().join(''),
    btoa(SECRET),
    btoa(`a${SECRET}`),
  ],
  ...[encodeURIComponent(SECRET), [...SECRET].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')],
  ...[
    'ghp_',
    'ghs_0123456789abcdefghijABCDEFGHIJ012345',
    'AKIAIOSFODNN7EXAMPLE',
    'sk-',
    '-----BEGIN PRIVATE KEY-----',
    'eyJhbGciOi',
  ],
  ...[
    '=',
    '"',
    "'",
    ':',
    '\\u005a',
    '\\x5a',
    '&#90;',
    '%5A',
    '%',
    '&',
    ';',
    '\\',
    '.',
    '-',
    '_',
    '/',
    '+',
    'key',
    'token',
  ],
  ...UNICODE,
]
const { redact } = createRedactor([{ value: SECRET, what: 'secret' }])

/** What leaves a run or the app: a known secret in any of its disguises, shapes of others, and terminal noise. */
export const redactor = target({
  name: 'redactor',
  inputs: fc.oneof(
    hostileText(PIECES),
    hostileText(PIECES).map((text) => `${text}${SECRET}\u001b[0m`),
  ),
  bytes: (text) => Buffer.byteLength(text),
  run(text) {
    const { text: clean } = redact(text)
    promise(!clean.includes(SECRET), 'a known secret is not left')
    // A second look takes its own time.
    if (text.length < 4_000) promise(redact(clean).text === clean, 'what is clean stays as it is')
  },
})
