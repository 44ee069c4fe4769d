import { expect, test } from '@jest/globals'
import { EVERY_WAY } from '../../../attack/stage/every-way.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'

const VALUE = 'Zk3pQ9xT7vLm2RbWc8YdNf5H'
const redactor = createRedactor([{ value: VALUE, what: 'run token' }])
const redacted = (text: string) => redactor.redact(text).text

test.each(Object.entries(EVERY_WAY))('a known value is found %s', (_, write) => {
  const { text, found } = redactor.redact(`before «${write(VALUE)}» after`)
  expect(text).toMatch(/^before «.{0,4}\[redacted: run token\].{0,4}» after$/su)
  expect(found).toEqual([{ what: 'run token', count: 1 }])
})

test('a part of 12 characters is the value, cut; 11 are not', () => {
  expect(redacted(`…${VALUE.slice(5, 17)}…`)).toBe('…[redacted: run token]…')
  expect(redacted(`…${VALUE.slice(5, 16)}…`)).toBe(`…${VALUE.slice(5, 16)}…`)
})

test('two lines of a log with half of it each are both cut', () => {
  expect([VALUE.slice(0, 12), VALUE.slice(12)].map(redacted)).toEqual([
    '[redacted: run token]',
    '[redacted: run token]',
  ])
})

test('JSON stays JSON, with what was broken over its fields taken out', () => {
  const text = JSON.stringify({
    a: `\n${VALUE}`,
    b: [VALUE.slice(0, 9), `\u001B[31m${VALUE.slice(9)}`],
    c: '\\',
  })
  expect(JSON.parse(redacted(text))).toEqual({
    a: '\n[redacted: run token]',
    b: ['[redacted: run token]'],
    c: '\\',
  })
})

const KEY = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDGxk9QmRZ3vT5b
Yw8LpN2sHdJ4fKc7xUeA0qVtWiO1nMzB6gPyRrXlC9aEuSjGhToDkIFvQb3Z5m8W
-----END PRIVATE KEY-----`
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ3YXVtYm8tNzcifQ.q3TzXb7LpWm9RvKc2HdYfJ5sNgA8uE4oViQxBt6rMk0'

test.each([
  [
    'of a key in PEM each line of the body',
    KEY,
    'Yw8LpN2sHdJ4fKc7xUeA0qVtWiO1nMzB6gPyRrXlC9aEuSjGhToDkIFvQb3Z5m8W',
    true,
  ],
  ['but not what every key begins with', KEY, 'MIIEvQIBADANBgkqhkiG9w0B', false],
  ['of a JSON Web Token the signature', JWT, 'q3TzXb7LpWm9RvKc2HdYfJ5sNgA8uE4oViQxBt6rMk0', true],
  ['but not the header all of them have', JWT, 'eyJhbGciOiJIUzI1NiJ9', false],
  ['of an address the password', 'http://proxy:s3cr-et-Pa55@proxy.corp:3128', 's3cr-et-Pa55', true],
  ['but not the host', 'http://proxy:s3cr-et-Pa55@proxy.corp:3128', 'proxy.corp:3128', false],
  ['a passphrase of words as a whole', 'correct horse battery staple', 'correct horse battery staple', true],
  ['but not its words', 'correct horse battery staple', 'a correct horse battery', false],
  ['no ordinary word', 'production', 'production', false],
  ['nothing short', 'hunter2', 'hunter2', false],
])('%s', (_, value, text, gone) => {
  expect(createRedactor([{ value, what: 'secret' }]).redact(text).text).toBe(
    gone ? '[redacted: secret]' : text,
  )
})

test('a password of words is met in every spelling', () => {
  const value = 'correct horse "battery" stäple\\new'
  const own = createRedactor([{ value, what: 'password' }])
  const bytes = Buffer.from(value)
  for (const text of [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    bytes.toString('base64'),
    bytes.toString('hex').toUpperCase(),
    [...value].reverse().join(''),
    value.replaceAll('"', '&quot;'),
    value.replace(' ', '\n\u001B[1m'),
  ])
    expect({ text, clean: own.redact(`<${text}>`).text }).toEqual({
      text,
      clean: expect.stringMatching(/^<\[redacted: password\]={0,2}.{0,2}>$/s),
    })
})
