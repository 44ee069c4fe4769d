import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

const RULES = `version: 1
layers:
  order:
    - { name: app, paths: [src/app/**] }
    - { name: lib, paths: [src/lib/**] }
`
let shop: Shop
afterEach(() => shop.remove())

/** Rule and line of each finding. */
async function found(args: string[]): Promise<string[]> {
  const { out } = await shop.reins(['check', '--format', 'json', ...args])
  return JSON.parse(out).findings.map(({ rule, path }: { rule: string; path: string }) => `${path} ${rule}`)
}

test.each([
  [
    'was committed',
    () => {
      shop.write({ 'src/app/b.ts': '' })
      shop.commit()
      shop.write({ 'src/app/b.ts': null })
    },
  ],
  [
    'was only staged',
    () => {
      shop.write({ 'src/app/b.ts': '' })
      shop.git('add', '-A')
      shop.write({ 'src/app/b.ts': null })
    },
  ],
  [
    'moved to another place',
    () => {
      shop.write({ 'src/app/b.ts': 'export const b = "long enough to be told apart"\n' })
      shop.commit()
      shop.git('mv', 'src/app/b.ts', 'src/lib/c.ts')
    },
  ],
])('nothing leads to a file that %s and is gone', async (_, remove) => {
  shop = openShop({ '.github/agent.yml': RULES, 'src/lib/a.ts': '' })
  remove()
  shop.write({ 'src/lib/a.ts': "import '../app/b.ts'\n" })
  expect(await found([])).toEqual(['src/lib/a.ts layers/unresolved'])
  expect(await found(['--all'])).toEqual(['src/lib/a.ts layers/unresolved'])
  expect(await found(['--base', 'main'])).toEqual(['src/lib/a.ts layers/unresolved'])
})

test('a file that git forgot but that is still there is found', async () => {
  shop = openShop({ '.github/agent.yml': RULES, 'src/lib/a.ts': '', 'src/app/b.ts': '' })
  shop.git('rm', '-q', '--cached', 'src/app/b.ts')
  shop.write({ 'src/lib/a.ts': "import '../app/b.ts'\n" })
  expect(await found([])).toEqual(['src/lib/a.ts layers/lib'])
})

test('an old import is told from a new one without the old tree being listed', async () => {
  shop = openShop({
    '.github/agent.yml': RULES,
    'src/lib/a.ts': "import '../app/b.ts'\n",
    'src/app/b.ts': '',
    'src/app/c.ts': '',
  })
  shop.git('mv', 'src/app/b.ts', 'src/app/d.ts')
  shop.write({ 'src/lib/a.ts': "import '../app/d.ts'\nimport '../app/c.ts'\n" })
  const { out } = await shop.reins(['check', '--format', 'json'])
  const { findings, old } = JSON.parse(out)
  expect([findings.length, old]).toEqual([1, 1])
})

test('rules that git ignores are refused, for nobody else has them', async () => {
  shop = openShop({ '.gitignore': '.github\n' })
  shop.write({ '.github/agent.yml': RULES })
  const { code, err } = await shop.reins(['check'])
  expect(code).toBe(2)
  expect(err).toContain('.github/agent.yml is ignored by git')
})
