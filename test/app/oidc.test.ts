import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'
import { createVerifyRunner } from '../../app/runs/verify-runner.ts'

/** Only GitHub says who a job is: forged, stale, foreign and early tokens are refused, and GitHub is not flooded by them. */

const AUDIENCE = 'https://reins.example'
let issuer: string
let keys: { kid: string; privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }[]
let fetched: number
let broken: { status: number; body: string } | null
let server: ReturnType<typeof createServer>

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    kid,
    privateKey,
    publicKey,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
  }
}

beforeEach(async () => {
  keys = [await newKey('one')]
  fetched = 0
  broken = null
  server = createServer((_, response) => {
    fetched++
    if (broken) response.writeHead(broken.status).end(broken.body)
    else response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

const verifier = (pause = 30_000) =>
  createVerifyRunner({ issuer, audience: AUDIENCE, pace: { every: 600_000, pause } })
const seconds = () => Math.floor(Date.now() / 1000)
const claims = (more: Record<string, unknown> = {}) => ({
  ...{
    repository: 'acme/shop',
    repository_id: '2',
    run_id: '11',
    run_attempt: '1',
    event_name: 'workflow_dispatch',
  },
  ...{
    job_workflow_ref: 'x',
    ref: 'refs/heads/main',
    sha: 'a'.repeat(40),
    runner_environment: 'self-hosted',
  },
  ...{ iss: issuer, aud: AUDIENCE, jti: 'id-1', nbf: seconds() - 300, iat: seconds(), exp: seconds() + 300 },
  ...more,
})
const signed = (
  more: Record<string, unknown> = {},
  header: { kid?: string; alg?: string } = {},
  key = keys[0],
) =>
  new SignJWT(claims(more))
    .setProtectedHeader({ alg: 'RS256', kid: key?.kid ?? '', ...header })
    .sign(key?.privateKey as CryptoKey)
const outcome = async (verify: ReturnType<typeof verifier>, token: string) => {
  const answer = await verify(token)
  return answer.kind === 'verified' ? 'verified' : `${answer.status} ${answer.error}`
}

test('a token of GitHub’s is believed, and its keys are asked for once', async () => {
  const verify = verifier()
  const answers = await Promise.all(Array.from({ length: 10 }, async () => verify(await signed())))
  expect(answers[0]).toMatchObject({
    kind: 'verified',
    claims: { run_id: '11', runner_environment: 'self-hosted', jti: 'id-1' },
  })
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['verified']))
  expect(fetched).toBe(1)
})

test('an unsigned token, and one signed with the public key as a password, are refused', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const none = `${part({ alg: 'none', kid: 'one' })}.${part(claims())}.`
  const password = new TextEncoder().encode(await exportSPKI(keys[0]?.publicKey as CryptoKey))
  const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(password)
  const tampered = (await signed())
    .split('.')
    .with(1, part(claims({ repository_id: '999' })))
    .join('.')
  for (const token of [none, confused, tampered, 'nonsense', ''])
    expect(await outcome(verifier(), token)).toMatch(/^401 This is no valid OIDC token of GitHub Actions/)
})

test('times: a little skew either way is borne, more is not', async () => {
  const verify = verifier()
  const cases: [Record<string, unknown>, string | RegExp][] = [
    [{ exp: seconds() - 10 }, 'verified'],
    [{ exp: seconds() - 60 }, /^401 The OIDC token has expired/],
    [{ nbf: seconds() + 10 }, 'verified'],
    [{ nbf: seconds() + 120 }, /its nbf is wrong/],
    [{ iat: seconds() + 10 }, 'verified'],
    [{ iat: seconds() + 120 }, /its iat is wrong/],
    [{ iat: seconds() - 3_600, exp: seconds() + 1e9 }, /^401 The OIDC token has expired/],
    [{ iat: undefined }, /its iat is wrong/],
    [{ exp: undefined }, /its exp is wrong/],
    [{ jti: undefined }, /its jti is wrong/],
  ]
  for (const [more, expected] of cases)
    expect(await outcome(verify, await signed(more))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    )
})

test('tokens for others, of others, and for several are refused', async () => {
  const verify = verifier()
  expect(await outcome(verify, await signed({ aud: 'https://api.github.com' }))).toBe(
    `401 The OIDC token was made for another audience. Request one for ${AUDIENCE}.`,
  )
  expect(await outcome(verify, await signed({ aud: [AUDIENCE, 'https://evil.example'] }))).toMatch(
    /^401 The token says too little/,
  )
  expect(await outcome(verify, await signed({ iss: 'https://token.actions.githubusercontent.com' }))).toMatch(
    /its iss is wrong/,
  )
  expect(await outcome(verify, await signed({ run_id: 11 }))).toMatch(/^401 The token says too little/)
})

test('however many tokens name keys that do not exist, GitHub is asked once', async () => {
  const verify = verifier()
  for (let at = 0; at < 20; at++)
    expect(await outcome(verify, await signed({}, { kid: `invented-${at}` }))).toMatch(
      /^503 .*a key that GitHub does not name/,
    )
  expect(fetched).toBe(1)
  expect(await outcome(verify, await signed())).toBe('verified')
})

test('a new key is fetched after the pause, and one that was taken back is good no longer', async () => {
  const verify = verifier(0)
  expect(await outcome(verify, await signed())).toBe('verified')
  const [old] = keys
  keys = [await newKey('two')]
  expect(await outcome(verify, await signed())).toBe('verified')
  expect(await outcome(verify, await signed({}, {}, old))).toMatch(/^503 /)
})

test.each([
  ['an error', { status: 500, body: '' }],
  ['a page', { status: 200, body: '<html>' }],
  ['no keys', { status: 200, body: '{"keys":1}' }],
])('when GitHub answers with %s nobody is let in, nobody is called a forger', async (_, answer) => {
  broken = answer
  const verify = verifier()
  for (let at = 0; at < 5; at++)
    expect(await outcome(verify, await signed())).toMatch(
      /^503 GitHub’s OIDC keys cannot be fetched right now/,
    )
})

test('a GitHub that fails is not asked by every token', async () => {
  broken = { status: 500, body: '' }
  const verify = verifier()
  for (let at = 0; at < 10; at++) await verify(await signed())
  expect(fetched).toBe(1)
})
