import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
scope:
  write: [src/**, db/**]
  protect: [db/migrations/**]
  deny: [src/vendor/**]
  hide: ['.env*']
layers:
  order:
    - { name: ui, paths: [src/ui/**] }
    - { name: repo, paths: [src/repo/**] }
  shared: [src/lib/**]
  deny:
    - { from: src/**, to: [pg], except: [src/repo/**] }
invariants:
  - id: no-console
    paths: [src/**]
    regex: console\\.log\\(
    why: Logs must be structured.
    fix: Use \`log\`.
    examples: { bad: [console.log(1)], good: [log(1)] }
    source: [https://github.com/acme/app/pull/412]
waivers:
  - { rule: no-console, paths: [src/ui/old.ts], until: 2027-03-01, why: 'replaced in #512' }
checks:
  - npm test
  - { name: e2e, run: npm run e2e, paths: [src/ui/**], required: false }
review:
  humans:
    - when: protected
    - { when: { paths: [src/ui/**] }, by: ['@acme/ui'], count: 2 }
context:
  when:
    - { paths: [src/ui/**], read: [docs/ui.md] }
`

let shop: Shop
afterEach(() => shop.remove())
const explain = async (about: string, folder = '') => {
  shop = openShop({ '.github/agent.yml': RULES, 'src/ui/old.ts': 'a\n' })
  return shop.reins(['explain', about], { folder: shop.folder + folder })
}

test('a path: everything that holds for it, each with its line', async () => {
  const { code, out } = await explain('src/ui/old.ts')
  expect(code).toBe(0)
  expect(out).toBe(`scope      An agent may change it. It is within the scope of the harness.
           .github/agent.yml:3
layer      ui, 1 of 2 from the top: it imports itself, repo, what is shared.
           .github/agent.yml:9
           It may not import pg.
           .github/agent.yml:13
rule       no-console (error) Logs must be structured.
           .github/agent.yml:15
waiver     no-console does not count until 2027-03-01: replaced in #512
           .github/agent.yml:23
check      test: npm test
           .github/agent.yml:25
           e2e: npm run e2e (not required)
           .github/agent.yml:26
approvals  2 of @acme/ui
           .github/agent.yml:30
context    An agent that touches it reads docs/ui.md.
           .github/agent.yml:33
`)
})

test.each([
  ['.env.local', 'An agent does not get to see it.', ':6'],
  ['src/vendor/x.js', 'An agent may not change it. `scope.deny`', ':5'],
  ['db/migrations/1.sql', 'An agent may change it. `scope.protect`', ':4'],
  ['docs/a.md', 'An agent may not change it. `scope.write`', ':3'],
])('%s: why it is refused, and the line that says so', async (path, words, line) => {
  const { out } = await explain(path)
  expect(out.replaceAll(/\s+/g, ' ')).toContain(words)
  expect(out).toContain(`.github/agent.yml${line}`)
})

test('a path is meant from where one stands', async () => {
  expect((await explain('old.ts', '/src/ui')).out).toContain('no-console does not count')
  shop.remove()
  expect((await explain('../../..', '/src/ui')).err).toContain('is outside of the repository')
})

test('a rule: what it looks for, why, how to mend it, and where it came from', async () => {
  const { out } = await explain('no-console')
  expect(out).toBe(`rule       no-console (error: it blocks)
           .github/agent.yml:15
where      src/**
looks for  text that matches console\\.log\\( (flags m)
why        Logs must be structured.
fix        Use \`log\`.
bad        console.log(1)
good       log(1)
source     https://github.com/acme/app/pull/412
waiver     not in src/ui/old.ts until 2027-03-01: replaced in #512
           .github/agent.yml:23
`)
})

test('a word that is nearly a rule was meant as one', async () => {
  expect(await explain('no-consol')).toMatchObject({
    code: 2,
    err: 'reins explain: there is no rule no-consol. Did you mean no-console?\n',
  })
})
