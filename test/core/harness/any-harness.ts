import fc from 'fast-check'
import type { Harness, Invariant } from '../../../core/harness/harness.ts'
import type { Review } from '../../../core/harness/parts/review.ts'
import { CHANGE_KINDS } from '../../../core/rules/kinds/change-kind.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() !== '' && text === text.replaceAll(/\p{Cc}|\p{Cs}/gu, ''))
const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'))
const matchesSomething = (list: string[]) => list.length === 0 || list.some((glob) => !glob.startsWith('!'))
const globs = fc
  .array(
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
  .filter(matchesSomething)
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
const level = fc.constantFrom('error' as const, 'warn' as const, 'info' as const)
const some = fc
  .array(fc.constantFrom('src/**', '*.ts', '!a b.md'), { minLength: 1, maxLength: 2 })
  .filter(matchesSomething)
const common = {
  id: word,
  paths: globs,
  level,
  examples: fc.constant({ bad: [], good: ['fine', '\u202e\u200b\u{e0041}'] }),
  source: fc.array(words, { maxLength: 2 }),
}
const untried = { ...common, examples: fc.constant({ bad: [], good: [] }) }
const engines = fc.oneof(
  fc.record({
    ...untried,
    engine: fc.constant('pair' as const),
    pair: fc.record({ when: some, also: fc.constant(['test/**']) }),
  }),
  fc.record({
    ...untried,
    engine: fc.constant('run' as const),
    run: lines,
    parse: fc.constantFrom('auto', 'junit:a b.xml'),
    timeout: seconds,
  }),
  fc.record({
    ...common,
    engine: fc.constant('ask' as const),
    ask: lines,
    level: fc.constantFrom('warn' as const, 'info' as const),
  }),
)
const regexRule = fc
  .tuple(
    fc.record({
      ...common,
      engine: fc.constant('regex' as const),
      regex: fc.constantFrom('console\\.log\\(', '[\'"]', 'a: b #', '^\\t+'),
      flags: fc.constantFrom('', 'm', 'i', 'ims'),
    }),
    maybe('why', lines),
    maybe('fix', lines),
    maybe('replace', fc.oneof(lines, fc.constant(''))),
  )
  .map(([one, ...more]) => Object.assign({}, one, ...more))
const invariant: fc.Arbitrary<Invariant> = fc.oneof(regexRule, engines)
const scope = fc.record({ hide: globs, write: globs, protect: globs, deny: globs })
const edge = fc
  .tuple(
    fc.record({ from: some, to: some, except: fc.constantFrom<string[]>([], ['lib/**', '!lib/a']) }),
    maybe('why', lines),
    maybe('fix', lines),
  )
  .map(([one, ...more]) => Object.assign({}, one, ...more))
const kinds = fc.uniqueArray(fc.constantFrom(...CHANGE_KINDS), { minLength: 1, maxLength: 3 })
type When = Review['humans'][number]['when']
const when: fc.Arbitrary<When> = fc.oneof(
  fc.constant<When>({ protected: true, paths: [], kinds: [] }),
  fc.record({ protected: fc.constant(false), paths: some, kinds }),
  fc.record({ protected: fc.constant(false), paths: fc.constant<string[]>([]), kinds }),
)

const anyHarness: fc.Arbitrary<Harness> = fc.record({
  version: fc.constant(1 as const),
  extends: fc.constantFrom([], [`acme/.github//agent-base.yml@${'0'.repeat(40)}`]),
  context: fc.record({
    always: fc.uniqueArray(fc.constantFrom('AGENTS.md', 'docs/a b.md', 'yes')),
    when: fc.array(fc.record({ paths: some, read: fc.constant(['docs/a.md']) }), { maxLength: 2 }),
    index: globs,
  }),
  scope,
  tasks: fc.record({
    need: fc.array(words, { maxLength: 2 }),
    unclear: fc.constantFrom('ask', 'plan', 'proceed'),
    labels: fc.dictionary(
      fc.constantFrom('area/ui', 'a.b', '1', 'yes'),
      fc.record({ write: globs, protect: globs, deny: globs, hide: globs, read: fc.constant([]) }),
      { noNullPrototype: true },
    ),
    done: fc.array(words, { maxLength: 2 }),
  }),
  layers: fc.option(
    fc
      .record({
        order: fc.uniqueArray(
          fc
            .tuple(fc.record({ name: words, paths: some }), maybe('why', lines), maybe('fix', lines))
            .map(([one, ...more]) => Object.assign({}, one, ...more)),
          { maxLength: 2, selector: ({ name }) => name },
        ),
        shared: globs,
        cycles: fc.constantFrom('allow', 'deny'),
        deny: fc.array(edge, { maxLength: 2 }),
        baseline: fc.boolean(),
      })
      .filter(({ order, deny, cycles }) => order.length + deny.length > 0 || cycles === 'deny'),
  ),
  waivers: fc.array(
    fc.record({ rule: words, paths: some, until: fc.constantFrom('2027-03-01', '2028-02-29'), why: lines }),
    { maxLength: 2 },
  ),
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
  budget: fc.record({
    month: fc.constantFrom(null, 200, 0.5),
    concurrent: fc.constantFrom(null, 1, 3),
  }),
  review: fc.record({
    comments: fc.record({
      max: fc.nat(100),
      minLevel: level,
      filter: fc.constantFrom('added', 'file', 'all'),
    }),
    suggestions: fc.constantFrom('verified', 'all', 'none'),
    humans: fc.array(
      fc.record({
        when,
        by: fc.constantFrom([], ['@acme/pay', 'codeowners']),
        count: fc.integer({ min: 1, max: 10 }),
      }),
      { maxLength: 2 },
    ),
  }),
  triggers: fc.record({
    who: fc.constantFrom('read', 'triage', 'write', 'maintain', 'admin'),
    command: fc.constantFrom('/agent', '/bot-2'),
    label: fc.constantFrom(null, 'agent', 'no'),
    assign: fc.boolean(),
    bots: fc.constantFrom([], ['renovate[bot]']),
  }),
  agents: fc.record({
    implementer: fc.record({ model: fc.constantFrom('strong', 'other'), scope }),
    planner: fc.option(
      fc.record({
        model: fc.constantFrom('strong', 'other'),
        approve: fc.constantFrom('always', 'large', 'never'),
      }),
    ),
    reviewer: fc.constantFrom(null, { model: 'strong' }, { model: 'other' }),
  }),
  models: fc.record({
    strong: fc.constantFrom('gpt-5.5', 'a/b:c@1'),
    other: fc.constantFrom('gpt-5.4-mini', '5'),
  }),
})

/** Any harness that a file can say. Waivers name rules that are there. */
export const harnesses = anyHarness.map((harness) => {
  const ids = harness.invariants.map(({ id }) => id)
  const waivers = harness.waivers.flatMap((waiver, index) => {
    const rule = ids[index % ids.length]
    return rule === undefined ? [] : [{ ...waiver, rule }]
  })
  return { ...harness, waivers }
})
