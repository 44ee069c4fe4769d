import { describe, expect, test } from '@jest/globals'
import { compareHarness } from '../../../core/harness/compare-harness.ts'
import { parseHarness } from '../../../core/harness/parse-harness.ts'

function parse(yaml: string) {
  const parsed = parseHarness(`version: 1\n${yaml}`, 'agent.yml')
  if (parsed.kind === 'broken') throw new Error(JSON.stringify(parsed.problems))
  return parsed.harness
}
const rule = (id: string, more = '') => `invariants:\n  - { id: ${id}, regex: 'x'${more} }\n`

describe('two versions of the rules', () => {
  test.each([
    ['the same', 'setup: npm ci\n', 'setup: npm ci\n', []],
    ['a new rule', '', rule('a'), ['rule a: added, level error']],
    ['a rule taken away', rule('a'), '', ['rule a: removed']],
    [
      'a rule made milder and wider',
      rule('a'),
      rule('a', ', level: warn, paths: [src/**]'),
      ['rule a: changed: `paths`, level error → warn'],
    ],
    [
      'a check',
      'checks: [npm test]\n',
      'checks: [npm run lint]\n',
      ['check lint: added', 'check test: removed'],
    ],
    ['other keys', '', 'limits: { turns: 5 }\n', ['key limits: changed']],
    [
      'a waiver',
      rule('a'),
      `${rule('a')}waivers: [{ rule: a, paths: [b.js], until: 2027-01-01, why: later }]\n`,
      ['waiver a in b.js: added'],
    ],
  ])('%s', (_, before, after, told) => {
    const changes = compareHarness(parse(before), parse(after))
    expect(changes.map(({ what, name, change }) => `${what} ${name}: ${change}`).sort()).toEqual(told)
  })

  test.each([
    ['a path more to write', 'write: [a]', 'write: [a, b]', 'wider: adds `b`'],
    ['a path less to write', 'write: [a, b]', 'write: [a]', 'narrower: takes away `b`'],
    ['a first list of paths to write', 'deny: [z]', 'write: [a]\n  deny: [z]', 'narrower: adds `a`'],
    ['no list of paths to write any more', 'write: [a]', 'write: []', 'wider: takes away `a`'],
    ['another path to write', 'write: [a]', 'write: [b]', 'different: adds `b`; takes away `a`'],
    ['an exception of what may be written', 'write: [a]', "write: [a, '!a/b']", 'narrower: adds `!a/b`'],
    ['an exception of what is denied', 'deny: [a]', "deny: [a, '!a/b']", 'wider: adds `!a/b`'],
    ['something hidden', 'hide: [x]', 'hide: [x, y]', 'narrower: adds `y`'],
    ['something no longer protected', 'protect: [x]', 'protect: []', 'wider: takes away `x`'],
    ['another order', "deny: [a, '!b']", "deny: ['!b', a]", /another order/],
  ])('a scope with %s', (_, before, after, told) => {
    const [change] = compareHarness(parse(`scope:\n  ${before}\n`), parse(`scope:\n  ${after}\n`))
    if (typeof told === 'string') expect(change?.change).toBe(told)
    else expect(change?.change).toMatch(told)
  })

  test('a first version says what it brings, and not what is as usual', () => {
    expect(compareHarness(null, parse('layers: { cycles: deny }\nchecks: [npm test]\n'))).toEqual([
      { what: 'check', name: 'test', change: 'added' },
      { what: 'key', name: 'layers', change: 'changed' },
    ])
  })
})
