import { expect, test } from '@jest/globals'
import { isPretended, PATTERNS } from '../../../core/redact/patterns.ts'
import { createRedactor } from '../../../core/redact/redactor.ts'

const { redact, secretsIn } = createRedactor()

/** Nobody's: made here from a line of numbers, so that no scanner finds a token in this file. */
function made(length: number, alphabet = 'A-Za-z0-9'): string {
  const letters = [...'qZ7mK2xW9bTfR4hLvN8cJ3sYdG6pEaUoQ1iHyB5kXzMtPrVnCgSjDwFuAlOe0I'].filter((one) =>
    new RegExp(`[${alphabet}]`).test(one),
  )
  let state = 7
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return letters[Math.floor(state / 65_536) % letters.length]
  }).join('')
}

test.each([
  ['GitHub token', `ghp_${made(36)}`],
  ['GitHub token', `ghs_${made(300)}.${made(60)}-x`],
  ['GitHub token', `github_pat_${made(22)}_${made(59)}`],
  ['run token', `reins_${made(43)}`],
  ['AWS key id', `AKIA${made(16, 'A-Z2-7')}`],
  ['AWS secret key', made(40), (token: string) => `aws_secret_access_key = ${token}`],
  ['Google API key', `AIza${made(35)}`],
  ['Google access token', `ya29.${made(80)}`],
  ['Azure storage key', `${made(86)}==`, (token: string) => `AccountKey=${token};`],
  ['OpenAI key', `sk-proj-${made(120)}`],
  ['OpenAI key', `sk-${made(20)}T3BlbkFJ${made(20)}`],
  ['Anthropic key', `sk-ant-api03-${made(93)}-${made(6)}`],
  ['Groq key', `gsk_${made(52)}`],
  ['Hugging Face token', `hf_${made(34, 'A-Za-z')}`],
  ['Slack token', `xoxb-${made(12, '0-9')}-${made(12, '0-9')}-${made(24)}`],
  [
    'Slack webhook',
    `services/T${made(9)}/B${made(9)}/${made(24)}`,
    (token: string) => `https://hooks.slack.com/${token}`,
  ],
  ['Stripe key', `sk_live_${made(24)}`],
  ['npm token', `npm_${made(36)}`],
  ['npm token', made(36), (token: string) => `//registry.npmjs.org/:_authToken=${token}`],
  ['PyPI token', `pypi-AgEIcHlwaS5vcmc${made(100)}`],
  ['GitLab token', `glpat-${made(20)}`],
  ['SendGrid key', `SG.${made(22)}.${made(43)}`],
  ['Vault token', `hvs.${made(95)}`],
  ['Databricks token', `dapi${made(32, 'a-f0-9')}`],
  ['Docker token', `dckr_pat_${made(27)}`],
  ['DigitalOcean token', `dop_v1_${made(64, 'a-f0-9')}`],
  ['Telegram token', `${made(10, '1-9')}:AA${made(33)}`],
  ['JSON Web Token', `eyJ${made(30)}.eyJ${made(60)}.${made(43)}`],
  ['password in an address', made(12), (token: string) => `postgres://app:${token}@db.example/shop`],
  ['credential', made(40), (token: string) => `Authorization: Bearer ${token}`],
  ['private key', `-----BEGIN RSA PRIVATE KEY-----\n${made(600)}\n-----END RSA PRIVATE KEY-----`],
])('a %s is known by its shape', (what, token, write = (one: string) => one) => {
  const around = (middle: string) => `x ${write(middle)} y`
  expect(redact(around(token)).text).toBe(around(`[redacted: ${what}]`))
  const coloured = `${token.slice(0, 3)}\u001B[1m\u200B${token.slice(3)}`
  expect(redact(around(coloured)).text).toBe(around(`[redacted: ${what}]`))
  const json = JSON.stringify({ said: `\n${around(token)}` })
  expect(JSON.parse(redact(json).text)).toEqual({ said: `\n${around(`[redacted: ${what}]`)}` })
})

test.each([
  ['AWS’s own example', 'AKIAIOSFODNN7EXAMPLE'],
  ['its secret', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['one letter', `ghp_${'x'.repeat(36)}`],
  ['zeros', `npm_${'0'.repeat(36)}`],
  ['the alphabet', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['numbers in a row', 'glpat-01234567890123456789'],
  ['a commit', 'c101fc8849b8f01d16ae0b93f173692d39600000'],
  ['a digest', 'sha512-q3TzXb7LpWm9RvKc2HdYfJ5sNgA8uE4oViQxBt6rMk0Zk3pQ9xT7vLm2RbWc8YdNf5HqQ=='],
  ['words', 'The keyboard token ghp_ is what a GitHub token begins with, sk- what a key does.'],
  ['a key that is public', `-----BEGIN PUBLIC KEY-----\n${made(300)}\n-----END PUBLIC KEY-----`],
])('%s is no secret', (_, text) => {
  expect(redact(text)).toEqual({ text, found: [] })
})

test('a secret beside an example is one', () => {
  const token = `ghp_${made(36)}`
  for (const disguised of [`${token}EXAMPLE`, `EXAMPLE${token}`, token + 'x'.repeat(100)])
    expect(redact(disguised).text).not.toContain(token)
})

test('shapes that stand in documentation block nothing; the others do', () => {
  expect(secretsIn(`https://user:${made(12)}@host and eyJ${made(30)}.eyJ${made(60)}.${made(43)}`)).toEqual([])
  const token = `ghp_${made(36)}`
  expect(secretsIn(`a ${token} b`)).toEqual([{ what: 'GitHub token', text: token, known: false }])
})

test('every pattern says what has to stand in a match, and goes through a text once', () => {
  for (const { hint, shape, what } of PATTERNS) {
    expect({ what, global: shape.global }).toEqual({ what, global: true })
    expect({ what, hint: shape.source.replace(/\\/g, '') }).toEqual({
      what,
      hint: expect.stringContaining(hint),
    })
    // What is matched without a bound would be tried again from every place.
    expect({ what, unbounded: /(?<!\\)[*+](?![^[]*\])|\{\d+,\}/.test(shape.source) }).toEqual({
      what,
      unbounded: false,
    })
  }
  expect(isPretended('ghp_short')).toBe(false)
})
