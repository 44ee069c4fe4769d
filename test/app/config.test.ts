import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { VARIABLES } from '../../app/config/variables.ts'
import { readConfig } from '../../app/config.ts'
import { secretsOfConfig } from '../../app/secrets.ts'
import { privateKey, settings, variables } from './settings.ts'

function problems(more: Record<string, string>, without: string[] = []): string[] {
  const set = Object.fromEntries(
    Object.entries({ ...variables, ...more }).filter(([name]) => !without.includes(name)),
  )
  const read = readConfig(set, (path) => {
    if (path === '/run/key.pem') return privateKey
    throw new Error('ENOENT: no such file')
  })
  return read.kind === 'broken' ? read.problems : []
}

describe('an operator who sets nothing', () => {
  test('is told everything that is missing, at once', () => {
    const read = readConfig({})
    expect(read).toEqual({
      kind: 'broken',
      problems: [
        'Set APP_ID to the App’s number, from its settings page.',
        'Set WEBHOOK_SECRET to the secret of the App’s webhook, at least 16 characters.',
        'Set REINS_URL to the public https:// address of this app; runners call it.',
        'Set PRIVATE_KEY to the App’s private key, or PRIVATE_KEY_PATH to the .pem file that holds it.',
        'Set OPENAI_API_KEY to the model provider’s key, or name models with their own key in REINS_MODELS.',
      ],
    })
  })
})

describe('an operator who sets something wrong is told what to set', () => {
  const mistakes: [string, Record<string, string>, RegExp][] = [
    ['an App id that is no number', { APP_ID: 'reins' }, /^Set APP_ID to the App’s number/],
    ['a short secret', { WEBHOOK_SECRET: 'short' }, /at least 16 characters/],
    ['an address without TLS', { REINS_URL: 'http://reins.example' }, /has to begin with https:\/\//],
    ['a port out of range', { PORT: '70000' }, /^Set PORT to a number from 0 to 65535/],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, /^Set LOG_LEVEL to trace, debug/],
    ['a key that is none', { PRIVATE_KEY: 'not a key' }, /^PRIVATE_KEY is no private key in PEM format/],
    [
      'a workflow without a ref',
      { REINS_WORKFLOW: 'reins-dev/reins/.github/workflows/agent.yml' },
      /^Set REINS_WORKFLOW/,
    ],
    ['a token that can be guessed', { METRICS_TOKEN: 'short' }, /^METRICS_TOKEN is too short to be secret/],
    ['a token with spaces', { OPERATOR_TOKEN: 'sixteen letters and more' }, /^OPERATOR_TOKEN is too short/],
    [
      'a collector that is no address',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      /^Set OTEL_EXPORTER_OTLP_ENDPOINT/,
    ],
    [
      'a collector with a key in its address',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://me:key@collector.example' },
      /without a key in it/,
    ],
    [
      'headers that are none',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_EXPORTER_OTLP_HEADERS: 'authorization' },
      /^Set OTEL_EXPORTER_OTLP_HEADERS to name=value/,
    ],
    ['models that are no JSON', { REINS_MODELS: '{' }, /^REINS_MODELS is not JSON/],
    ['a model without a price', { REINS_MODELS: '{"own":{}}' }, /own has no known price/],
    [
      'a provider that would get another one’s key',
      {
        REINS_MODELS:
          '{"own":{"baseUrl":"https://models.acme.example/v1","price":{"input":1,"cached":1,"output":1}}}',
      },
      /^REINS_MODELS: own has an address of its own; add "keyVariable"/,
    ],
    [
      'a key in an address',
      {
        REINS_MODELS:
          '{"gpt-5.5":{"baseUrl":"https://me:secret@models.acme.example/v1","keyVariable":"OPENAI_API_KEY"}}',
      },
      /^REINS_MODELS: gpt-5\.5\.baseUrl: a key in an address is told to others/,
    ],
    ['a misspelt key of a model', { REINS_MODELS: '{"gpt-5.5":{"prize":1}}' }, /^REINS_MODELS: gpt-5.5/],
    [
      'a key variable that is not set',
      { REINS_MODELS: '{"gpt-5.5":{"keyVariable":"OTHER_KEY"}}' },
      /^Set OTHER_KEY/,
    ],
    ['no instance', { REINS_INSTANCES: '0' }, /^Set REINS_INSTANCES /],
    ['no place', { REINS_PLACES: '0/20/100' }, /^Set REINS_PLACES /],
    ['two places of three', { REINS_PLACES: '10/20' }, /^Set REINS_PLACES /],
    ['what is gone before GitHub is done with it', { REINS_KEEP: '3' }, /^Set REINS_KEEP /],
    ['half an instance', { REINS_INSTANCES: '1.5' }, /^Set REINS_INSTANCES /],
    ['a limit that is none', { REINS_LIMITS: '{"turns":0}' }, /^REINS_LIMITS: turns/],
    ['an unknown limit', { REINS_LIMITS: '{"money":3}' }, /^REINS_LIMITS: /],
  ]
  test.each(mistakes)('%s', (_, set, sentence) => {
    expect(problems(set)).toEqual([expect.stringMatching(sentence)])
  })

  test('a key file that is not there', () => {
    expect(problems({ PRIVATE_KEY_PATH: '/nowhere.pem' }, ['PRIVATE_KEY'])).toEqual([
      'PRIVATE_KEY_PATH: /nowhere.pem cannot be read (ENOENT: no such file).',
    ])
    expect(problems({ PRIVATE_KEY_PATH: '/run/key.pem' }, ['PRIVATE_KEY'])).toEqual([])
  })

  test('the key itself is never repeated', () => {
    const [problem] = problems({
      PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----',
    })
    expect(problem).not.toContain('c2VjcmV0')
  })
})

test('the key may come with \\n for its line breaks, or as base64', () => {
  expect(settings({ PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') }).privateKey).toBe(privateKey)
  expect(settings({ PRIVATE_KEY: Buffer.from(privateKey).toString('base64') }).privateKey).toBe(privateKey)
})

test('on github.com everything else follows by itself', () => {
  expect(settings()).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    publicUrl: 'https://reins.example',
    github: {
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      oidcIssuer: 'https://token.actions.githubusercontent.com',
    },
    workflows: [
      'reins-dev/reins/.github/workflows/agent.yml@refs/tags/v1*',
      'reins-dev/reins/.github/workflows/agent.yml@refs/heads/main',
    ],
    limits: { turns: 100, cost: 5 },
    instances: 1,
    places: { repository: 10, installation: 20, all: 100 },
    keepDays: 30,
  })
})

test('an Enterprise Server and a GHE.com subdomain are told by their address', () => {
  expect(settings({ GITHUB_SERVER_URL: 'https://git.acme.example/' }).github).toEqual({
    serverUrl: 'https://git.acme.example',
    apiUrl: 'https://git.acme.example/api/v3',
    oidcIssuer: 'https://git.acme.example/_services/token',
  })
  expect(settings({ GITHUB_SERVER_URL: 'https://acme.ghe.com' }).github).toEqual({
    serverUrl: 'https://acme.ghe.com',
    apiUrl: 'https://api.acme.ghe.com',
    oidcIssuer: 'https://token.actions.acme.ghe.com',
  })
})

test('REINS_MODELS adds models with keys of their own to those with a list price', () => {
  const { models } = settings({
    REINS_MODELS: JSON.stringify({
      'gpt-5.5': { price: { input: 1, cached: 0.1, output: 2 } },
      local: {
        api: 'chat',
        price: { input: 0, cached: 0, output: 0 },
        window: 32_000,
        baseUrl: 'http://127.0.0.1:8000/v1/',
        keyVariable: 'LOCAL_KEY',
      },
    }),
    LOCAL_KEY: 'k',
  })
  expect(models.find(({ name }) => name === 'gpt-5.5')?.price).toEqual({ input: 1, cached: 0.1, output: 2 })
  expect(models.find(({ name }) => name === 'local')).toEqual({
    name: 'local',
    api: 'chat',
    baseUrl: 'http://127.0.0.1:8000/v1',
    key: 'k',
    price: { input: 0, cached: 0, output: 0 },
    window: 32_000,
  })
})

test('docs/configuration.md tells of every variable, and of no other', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const told = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
  expect(told).toEqual(Object.keys(VARIABLES))
  for (const meaning of Object.values(VARIABLES)) expect(page).toContain(meaning)
})

test('who watches: tokens and headers of a collector are read, and are secrets', () => {
  const more = {
    ...{ METRICS_TOKEN: 'a-token-of-prometheus', OPERATOR_TOKEN: 'a-token-of-the-operator' },
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/' },
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of-the-collector-0123, x-scope=a=b',
  }
  const read = readConfig({ ...variables, ...more })
  if (read.kind === 'broken') throw new Error(read.problems.join('\n'))
  expect(read.config).toMatchObject({
    ...{ metricsToken: 'a-token-of-prometheus', operatorToken: 'a-token-of-the-operator' },
    traces: {
      endpoint: 'https://collector.example/otlp',
      headers: { authorization: 'Bearer of-the-collector-0123', 'x-scope': 'a=b' },
    },
  })
  expect(read.secrets).toEqual(
    expect.arrayContaining(['METRICS_TOKEN', 'OPERATOR_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS']),
  )
  const values = secretsOfConfig(read.config).map(({ value }) => value)
  expect(values).toEqual(
    expect.arrayContaining(['a-token-of-prometheus', 'a-token-of-the-operator', 'of-the-collector-0123']),
  )
  expect(values).not.toContain('a=b')
  expect(settings()).toMatchObject({ metricsToken: null, operatorToken: null, traces: null })
})
