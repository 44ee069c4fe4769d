import { describe, expect, test } from '@jest/globals'
import { defaultHarness } from '../../../../core/harness/default-harness.ts'
import { effectiveHarness } from '../../../../core/harness/narrow/effective-harness.ts'
import { DEFAULT_LIMITS } from '../../../../core/run/limits.ts'
import { effectiveOf, FILE, narrow, PARENT, PINNED, source, widenings } from './kit.ts'

describe('What a file extends', () => {
  test('counts where the file says nothing', () => {
    const parent = `
limits: { cost: 1 USD, month: 50 USD }
setup: npm ci
triggers: { who: admin, bots: ["a[bot]"], command: /bot, label: go }
models: { strong: big, other: small }
review: { suggestions: none, comments: { min_level: error } }
tasks: { unclear: ask, need: [goal], done: [Tests] }
scope: { write: [src/**], deny: [vendor/**] }
layers: { cycles: deny }
`
    const { harness } = effectiveOf('', parent)
    const alone = source(`version: 1\n${parent}`, PARENT).harness
    expect(harness).toEqual({ ...alone, extends: [PINNED] })
  })

  test('gives way to what the file says for itself', () => {
    const { harness } = effectiveOf(
      'setup: make\nmodels: { strong: x }\ntriggers: { command: /go, who: admin }\nlimits: { cost: 1 USD }\nagents: { implementer: { model: other } }',
      'setup: npm ci\nmodels: { strong: y, other: z }\ntriggers: { command: /bot }\nlimits: { cost: 5 USD }',
    )
    expect(harness).toMatchObject({
      setup: { run: 'make' },
      models: { strong: 'x', other: 'z' },
      triggers: { command: '/go', who: 'admin' },
      limits: { cost: 1 },
      agents: { implementer: { model: 'other' } },
    })
  })

  test('is joined where more asks for more', () => {
    const { harness } = effectiveOf(
      'context: { when: [{ paths: [a], read: [b] }] }\nscope: { deny: [b], protect: [p, "!p/x"] }\nchecks: [npm run lint, { run: npm test, timeout: 1m }]\ninvariants: [{ id: mine, regex: b }]\nreview: { humans: [{ when: { kind: [ci] } }] }\ntasks: { need: [goal, acceptance], labels: { ui: { deny: [c], read: [ui.md] } } }\nlayers: { order: [{ name: ui, paths: [a/**] }] }',
      'context: { always: [docs/org.md], index: docs/*.md }\nscope: { deny: [a], protect: [q] }\nchecks: [npm test]\ninvariants: [{ id: theirs, regex: a }]\nreview: { humans: [{ when: { kind: [license] } }] }\ntasks: { need: [goal], labels: { ui: { deny: [d] }, api: { hide: [e] } } }\nlayers: { deny: [{ from: a, to: [b] }] }',
    )
    expect(harness.context).toEqual({
      always: ['docs/org.md', ...defaultHarness().context.always],
      when: [{ paths: ['a'], read: ['b'] }],
      index: ['docs/*.md'],
    })
    expect(harness.scope).toMatchObject({ deny: ['a', 'b'], protect: ['p', '!p/x', 'q'] })
    expect(harness.checks.map(({ name, timeout }) => [name, timeout])).toEqual([
      ['test', 60_000],
      ['lint', 600_000],
    ])
    expect(harness.invariants.map(({ id }) => id)).toEqual(['theirs', 'mine'])
    expect(harness.review.humans.map(({ when }) => when.kinds)).toEqual([['license'], ['ci']])
    expect(harness.tasks.need).toEqual(['goal', 'acceptance'])
    expect(harness.tasks.labels).toMatchObject({
      ui: { deny: ['d', 'c'], read: ['ui.md'] },
      api: { hide: ['e'] },
    })
    expect(harness.layers).toMatchObject({ order: [{ name: 'ui' }], deny: [{ from: ['a'] }] })
  })

  test('cannot extend files itself, and is held to the files before it; both are told where the file names them', () => {
    expect(widenings('', `extends: [${PINNED}]`)).toEqual([
      `2:11 extends[0]: ${PARENT}:2:10 extends: a file that others extend cannot extend files itself; name those in \`extends\` of the repository, before this one`,
    ])
    const parents = [
      source('version: 1\nlimits: { turns: 5 }', PARENT),
      source('version: 1\nlimits: { turns: 6 }', 'acme/x//b.yml@2222222'),
    ]
    const found = effectiveHarness({ parents, file: source(`version: 1\nextends: [${PINNED}, ${PINNED}]`) })
    expect(found).toMatchObject({
      kind: 'broken',
      problems: [
        {
          line: 2,
          column: 82,
          path: 'extends[1]',
          message: `acme/x//b.yml@2222222:2:18 limits.turns: 6 is more than the 5 of ${PARENT}:2:18; write 5 or less`,
        },
      ],
    })
  })

  test('a default of it binds nobody', () => {
    expect(
      effectiveOf(
        'limits: { cost: 100 USD }\ntriggers: { who: read, assign: true }\nreview: { humans: [] }',
        '',
      ).harness,
    ).toMatchObject({
      limits: { cost: 100 },
      triggers: { who: 'read', assign: true },
      review: { humans: [] },
    })
  })
})

describe('Where a value comes from', () => {
  test('is known for each', () => {
    const { origins } = effectiveOf(
      'limits: { turns: 5 }\nscope: { deny: [b] }\nchecks: [npm test]',
      'limits: { cost: 1 USD }\nscope: { deny: [a] }\ninvariants: [{ id: no-x, regex: x }]',
    )
    const theirs = (line: number, column: number) => ({ from: 'extends', file: PARENT, line, column })
    const mine = (line: number, column: number) => ({ from: 'file', file: FILE, line, column })
    expect(Object.fromEntries(origins)).toMatchObject({
      'limits.turns': mine(3, 18),
      'limits.cost': theirs(2, 17),
      'limits.time': { from: 'default' },
      'scope.deny[0]': theirs(3, 17),
      'scope.deny[1]': mine(4, 17),
      'checks[test]': mine(5, 10),
      'invariants[no-x]': theirs(4, 14),
    })
  })

  test('the operator, where he allows less', () => {
    const found = narrow('limits: { turns: 5, files: 20 }', null, { ...DEFAULT_LIMITS, turns: 3 })
    if (found.kind === 'broken') throw new Error('broken')
    expect([found.harness.limits.turns, found.harness.limits.files]).toEqual([3, 20])
    expect(found.origins.get('limits.turns')).toEqual({ from: 'operator' })
    expect(found.origins.get('limits.files')).toMatchObject({ from: 'file' })
  })

  test('without parents a file is what it says', () => {
    const text =
      'version: 1\ncontext: { always: [] }\nscope: { write: [a], deny: [b, b] }\nreview: { humans: [] }\n'
    const file = source(text)
    const found = effectiveHarness({ parents: [], file })
    expect(found).toMatchObject({
      kind: 'ok',
      harness: { ...file.harness, scope: { ...file.harness.scope, deny: ['b'] } },
    })
  })
})

test('A file adds a role that is missing above, takes none away, and chooses its model', () => {
  const reviewer = (child: string, parent: string) => effectiveOf(child, parent).harness.agents.reviewer
  const strong = 'agents: { reviewer: { model: strong } }'
  expect(reviewer('setup: make', 'setup: make')).toBeNull()
  expect(reviewer('setup: make', 'agents: { reviewer: {} }')).toEqual({ model: 'other' })
  expect(reviewer('agents: { reviewer: {} }', 'setup: make')).toEqual({ model: 'other' })
  expect(reviewer('agents: { reviewer: {} }', strong)).toEqual({ model: 'strong' })
  expect(reviewer('agents: { reviewer: { model: other } }', strong)).toEqual({ model: 'other' })
})

test('Which plans wait only gets stricter, and a planner above stays', () => {
  const planner = (child: string, parent: string) => effectiveOf(child, parent).harness.agents.planner
  const large = 'agents: { planner: { model: other, approve: large } }'
  expect(planner('setup: make', large)).toEqual({ model: 'other', approve: 'large' })
  expect(planner('agents: { planner: { approve: always } }', large)).toEqual({
    model: 'other',
    approve: 'always',
  })
  expect(planner('agents: { planner: { model: strong } }', large)).toEqual({
    model: 'strong',
    approve: 'large',
  })
  expect(planner('agents: { planner: { approve: never } }', 'setup: make')).toEqual({
    model: 'strong',
    approve: 'never',
  })
})
