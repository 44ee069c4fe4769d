import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Harness } from '../../../core/harness/harness.ts'
import { renderHarness } from '../../../core/harness/render-harness.ts'
import { harnessOf } from './harness-of.ts'

test('A harness is rendered as a person would write it', () => {
  const text = `version: 1

# What it may touch: gitignore globs; deny before protect before write.
scope:
  write:
    - src/**
    - '**/*.md'

# Prepares the workspace, before the agent starts.
setup: npm ci

# What "it works" means; run on the base as well, so old failures are not blamed on the agent.
checks:
  - npm run lint
  - name: unit
    run: npm test
    timeout: 90s

# What stops a run.
limits:
  cost: 2.5 USD
  time: 1h
`
  expect(renderHarness(harnessOf(text))).toBe(text)
})

test('Defaults are left out', () => {
  expect(renderHarness(harnessOf('version: 1'))).toBe('version: 1\n')
})

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() !== '' && text === text.replaceAll(/\p{Cc}|\p{Cs}/gu, ''))
const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))
const globs = fc.array(
  fc.constantFrom(
    'src/**',
    '**/*.ts',
    '!a/b',
    '*.pem',
    '.env*',
    'yes',
    '1',
    '[ab]',
    '@x',
    '# no'.slice(2),
    'a b: c',
  ),
  { maxLength: 3 },
)
const seconds = fc.integer({ min: 1, max: 600 }).map((value) => value * 1_000)
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((some) => (some === undefined ? {} : { [key]: some }))

const check = fc
  .tuple(
    fc.record({
      name: words,
      run: lines,
      parse: fc.constantFrom('auto', 'junit:a b.xml'),
      timeout: seconds,
      retry: fc.nat(5),
      paths: globs,
      required: fc.boolean(),
    }),
    maybe('fix', lines),
  )
  .map(([one, fix]) => ({ ...one, ...fix }))
const invariant = fc
  .tuple(
    fc.record({
      id: word,
      paths: globs,
      regex: fc.constantFrom('console\\.log\\(', '[\'"]', 'a: b #', '^\\t+'),
      flags: fc.constantFrom('', 'm', 'i', 'ims'),
      level: fc.constantFrom('error' as const, 'warn' as const, 'info' as const),
      examples: fc.constant({ bad: [], good: ['fine', '\u202e\u200b\u{e0041}'] }),
      source: fc.array(words, { maxLength: 2 }),
    }),
    maybe('why', lines),
    maybe('fix', lines),
    maybe('replace', fc.oneof(lines, fc.constant(''))),
  )
  .map(([one, ...more]) => Object.assign({}, one, ...more))

const harnesses: fc.Arbitrary<Harness> = fc.record({
  version: fc.constant(1 as const),
  context: fc.record({ always: fc.uniqueArray(fc.constantFrom('AGENTS.md', 'docs/a b.md', 'yes')) }),
  scope: fc.record({ hide: globs, write: globs, protect: globs, deny: globs }),
  setup: fc.option(fc.record({ run: lines, network: fc.boolean(), timeout: seconds })),
  checks: fc.uniqueArray(check, { maxLength: 3, selector: ({ name }) => name }),
  invariants: fc.uniqueArray(invariant, { maxLength: 3, selector: ({ id }) => id }),
  limits: fc.record({
    turns: fc.integer({ min: 1, max: 1_000 }),
    toolCalls: fc.constant(300),
    cost: fc.integer({ min: 1, max: 10_000 }).map((cents) => cents / 100),
    time: fc.integer({ min: 1, max: 21_600 }).map((value) => value * 1_000),
    repairs: fc.nat(10),
    files: fc.integer({ min: 1, max: 100 }),
    lines: fc.integer({ min: 1, max: 100_000 }),
  }),
  triggers: fc.record({
    who: fc.constantFrom('read', 'triage', 'write', 'maintain', 'admin'),
    command: fc.constantFrom('/agent', '/bot-2'),
  }),
  models: fc.record({
    strong: fc.constantFrom('gpt-5.5', 'a/b:c@1'),
    other: fc.constantFrom('gpt-5.4-mini', '5'),
  }),
})

test('Whatever the harness says, its file says the same', () => {
  fc.assert(
    fc.property(harnesses, (harness) => {
      expect(harnessOf(renderHarness(harness))).toEqual(harness)
    }),
    { numRuns: 100 },
  )
})
