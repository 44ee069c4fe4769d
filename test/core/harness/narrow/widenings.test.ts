import { describe, expect, test } from '@jest/globals'
import { effectiveOf, FILE, PARENT, widenings } from './kit.ts'

/** In these files the repository's own text begins on line 3, the parent's on line 2. */

describe('A file that widens what it extends is told both lines', () => {
  test.each([
    [
      'limits: { cost: 10 USD }',
      'limits: { cost: 5 USD }',
      `3:17 limits.cost: 10 USD is more than the 5 USD of ${PARENT}:2:17; write 5 USD or less`,
    ],
    [
      'limits: { time: 1h }',
      'limits: { time: 10m }',
      `3:17 limits.time: 1h is more than the 10m of ${PARENT}:2:17; write 10m or less`,
    ],
    [
      'limits: { turns: 60 }',
      'limits: { turns: 50 }',
      `3:18 limits.turns: 60 is more than the 50 of ${PARENT}:2:18; write 50 or less`,
    ],
    [
      'limits: { month: 9 USD }',
      'limits: { month: 8 USD }',
      `3:18 limits.month: 9 USD is more than the 8 USD of ${PARENT}:2:18; write 8 USD or less`,
    ],
    [
      'limits: { concurrent: 3 }',
      'limits: { concurrent: 2 }',
      `3:23 limits.concurrent: 3 is more than the 2 of ${PARENT}:2:23; write 2 or less`,
    ],
    [
      'scope: { write: [src/**, lib/**] }',
      'scope: { write: [src/**] }',
      `3:26 scope.write[1]: "lib/**" is not within \`scope.write\` ("src/**") of ${PARENT}:2:18, as far as can be told; write one of those globs, or one that begins with it`,
    ],
    [
      'scope: { deny: ["*", "!a"] }',
      'scope: { deny: [vendor/**, "!vendor/ours/**"] }',
      `3:22 scope.deny[1]: "!a" could take back what "vendor/**" of ${PARENT}:2:17 covers; write the list without globs that begin with !`,
    ],
    [
      'triggers: { who: read }',
      'triggers: { who: maintain }',
      `3:18 triggers.who: read asks for less than the maintain of ${PARENT}:2:18; write maintain or more`,
    ],
    [
      'triggers: { bots: ["a[bot]", "b[bot]"] }',
      'triggers: { bots: ["a[bot]"] }',
      `3:30 triggers.bots[1]: "b[bot]" is not among the bots of ${PARENT}:2:19; remove it`,
    ],
    [
      'triggers: { bots: ["a[bot]"] }',
      'triggers: { bots: [] }',
      `3:20 triggers.bots[0]: "a[bot]" is not among the bots of ${PARENT}:2:19; remove it`,
    ],
    [
      'triggers: { assign: true }',
      'triggers: { assign: false }',
      `3:21 triggers.assign: true starts runs in a way that the false of ${PARENT}:2:21 does not; write false or leave it out`,
    ],
    [
      'tasks: { unclear: plan }',
      'tasks: { unclear: ask }',
      `3:19 tasks.unclear: plan goes on where the ask of ${PARENT}:2:19 stops; write ask or leave it out`,
    ],
    [
      'tasks: { unclear: proceed }',
      'tasks: { unclear: plan }',
      `3:19 tasks.unclear: proceed goes on where the plan of ${PARENT}:2:19 waits; write plan, ask or leave it out`,
    ],
    [
      'agents: { planner: { approve: never } }',
      'agents: { planner: { approve: large } }',
      `3:31 agents.planner.approve: never lets plans go on that the large of ${PARENT}:2:31 keeps waiting; write large or always, or leave it out`,
    ],
    [
      'agents: { planner: { approve: large } }',
      'agents: { planner: { approve: always } }',
      `3:31 agents.planner.approve: large lets plans go on that the always of ${PARENT}:2:31 keeps waiting; write always, or leave it out`,
    ],
    [
      'agents: { planner: { approve: never } }',
      'agents: { planner: {} }',
      `3:31 agents.planner.approve: never lets plans go on that the large of ${PARENT}:2:20 keeps waiting; write large or always, or leave it out`,
    ],
    [
      'tasks: { unclear: proceed }',
      'tasks: { unclear: ask }',
      `3:19 tasks.unclear: proceed goes on where the ask of ${PARENT}:2:19 stops; write ask or leave it out`,
    ],
    [
      'layers: { order: [{ name: a, paths: [a/**] }] }',
      'layers: { order: [{ name: b, paths: [b/**] }] }',
      `3:18 layers.order: an order stands at ${PARENT}:2:19 already; leave yours out, and write \`deny\` for what it does not forbid`,
    ],
    [
      'layers: { cycles: deny, shared: [lib/**] }',
      'layers: { order: [{ name: b, paths: [b/**] }] }',
      `3:34 layers.shared[0]: "lib/**" could be imported by every layer of ${PARENT}:2:19; leave it out`,
    ],
    [
      'layers: { cycles: allow, deny: [{ from: a, to: [b] }] }',
      'layers: { cycles: deny }',
      `3:19 layers.cycles: allow permits what the deny of ${PARENT}:2:19 does not; write deny or leave it out`,
    ],
    [
      'layers: { cycles: deny, baseline: true }',
      'layers: { cycles: deny, baseline: false }',
      `3:35 layers.baseline: true lets pass what the false of ${PARENT}:2:35 does not; write false or leave it out`,
    ],
    [
      'invariants: [{ id: x, regex: b }]',
      'invariants: [{ id: x, regex: a }]',
      `3:20 invariants[0].id: "x" is a rule of ${PARENT}:2:14 already; give yours another id, or leave it out`,
    ],
    [
      'waivers: [{ rule: x, paths: [a], until: 2030-01-01, why: w }]',
      'invariants: [{ id: x, regex: a }]',
      `3:19 waivers[0].rule: "x" is a rule of ${PARENT}:2:14, and only that file can waive it; mend what it finds, or ask for a waiver there`,
    ],
    [
      'checks: [{ name: test, run: "true" }]',
      'checks: [{ name: test, run: npm test }]',
      `3:29 checks[0].run: "test" is a check of ${PARENT}:2:10 already, and this is another command; write "npm test", give yours another name, or leave it out`,
    ],
    [
      'checks: [{ run: npm test, required: false }]',
      'checks: [npm test]',
      `3:37 checks[0].required: "test" is a check of ${PARENT}:2:10 already, and there it is required; write true, give yours another name, or leave it out`,
    ],
    [
      'checks: [npm test]',
      'checks: [{ run: npm test, timeout: 5m }]',
      `3:10 checks[0].timeout: "test" is a check of ${PARENT}:2:10 already, and 10m is more than its 5m; write 5m or less, give yours another name, or leave it out`,
    ],
    [
      'checks: [{ run: npm test, paths: [src/**] }]',
      'checks: [npm test]',
      `3:34 checks[0].paths: "test" is a check of ${PARENT}:2:10 already, and it would run for fewer paths; write no \`paths\`, give yours another name, or leave it out`,
    ],
    [
      'tasks: { labels: { ui: { write: [lib/**] } } }',
      'scope: { write: [src/**] }',
      `3:34 tasks.labels.ui.write[0]: "lib/**" is not within \`scope.write\` ("src/**") of ${PARENT}:2:18, as far as can be told; write one of those globs, or one that begins with it`,
    ],
    [
      'tasks: { labels: { ui: { write: [src/**] } } }',
      'tasks: { labels: { ui: { write: [src/ui/**] } } }',
      `3:34 tasks.labels.ui.write[0]: "src/**" is not within \`tasks.labels.ui.write\` ("src/ui/**") of ${PARENT}:2:34, as far as can be told; write one of those globs, or one that begins with it`,
    ],
    [
      'agents: { implementer: { scope: { write: [lib/**] } } }',
      'scope: { write: [src/**] }',
      `3:43 agents.implementer.scope.write[0]: "lib/**" is not within \`scope.write\` ("src/**") of ${PARENT}:2:18, as far as can be told; write one of those globs, or one that begins with it`,
    ],
  ])('%s', (child, parent, sentence) => {
    expect(widenings(child, parent)).toEqual([sentence])
  })

  test('also within the file itself: a label or a role beyond its scope', () => {
    expect(widenings('scope: { write: [src/**] }\ntasks: { labels: { ui: { write: [lib/**] } } }')).toEqual([
      `3:34 tasks.labels.ui.write[0]: "lib/**" is not within \`scope.write\` ("src/**") of ${FILE}:2:18, as far as can be told; write one of those globs, or one that begins with it`,
    ])
    expect(widenings('agents: { implementer: { scope: { deny: ["!a"] } } }')).toEqual([
      '2:42 agents.implementer.scope.deny[0]: "!a" takes something back, and this list only adds to `scope`; write it without !',
    ])
  })

  test('every way in which it widens, at once', () => {
    expect(
      widenings(
        'limits: { cost: 9 USD, turns: 9 }\ntriggers: { who: read }',
        'limits: { cost: 1 USD, turns: 1 }\ntriggers: { who: admin }',
      ),
    ).toHaveLength(3)
  })

  test('what it protects could be changed, so that has to lie within as well', () => {
    const sentence = `"db/**" may change once approved, and is not within \`scope.write\` ("src/**") of ${PARENT}:2:18, as far as can be told; write one of those globs, or one that begins with it`
    const parent = 'scope: { write: [src/**], protect: [docs/**] }'
    expect(widenings('scope: { protect: [db/**] }', parent)).toEqual([`3:20 scope.protect[0]: ${sentence}`])
    expect(widenings('tasks: { labels: { db: { protect: [db/**] } } }', parent)).toEqual([
      `3:36 tasks.labels.db.protect[0]: ${sentence}`,
    ])
    effectiveOf('scope: { protect: [src/auth/**, docs/api/**] }', parent)
  })

  test('a rule of layers from above is waived by none of its names', () => {
    const layers =
      'layers: { order: [{ name: ui, paths: [a/**] }], cycles: deny, deny: [{ from: a/**, to: [pg] }] }'
    const waiver = (rule: string) => `waivers: [{ rule: ${rule}, paths: [a], until: 2030-01-01, why: w }]\n`
    for (const name of ['layers', 'layers/ui', 'layers/deny', 'layers/shared', 'layers/unresolved', 'cycles'])
      expect(widenings(waiver(name), layers)).toEqual([
        expect.stringContaining(`"${name}" is a rule of ${PARENT}:2:`),
      ])
    effectiveOf(`${waiver('mine')}invariants: [{ id: mine, regex: x }]`, layers)
    effectiveOf(`${waiver('cycles')}layers: { cycles: deny }`, 'layers: { deny: [{ from: a, to: [b] }] }')
    expect(widenings(waiver('layers/ui'), '')).toEqual([
      '3:19 waivers[0].rule: there is no rule "layers/ui"; remove the waiver',
    ])
  })
})
