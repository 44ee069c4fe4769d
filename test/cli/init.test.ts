import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

let shop: Shop
afterEach(() => shop.remove())

const LAYERED = {
  'package.json': '{"name":"shop","type":"module","scripts":{"test":"node --test","lint":"eslint ."}}\n',
  'package-lock.json': '{"lockfileVersion":3,"packages":{}}\n',
  'src/pages/cart.js': "import { total } from '../orders/total.js'\nexport const cart = total\n",
  'src/pages/home.js': "import { log } from '../lib/log.js'\nexport const home = log\n",
  'src/orders/total.js': "import { log } from '../lib/log.js'\nexport const total = log\n",
  'src/orders/tax.js': 'export const tax = 1\n',
  'src/lib/log.js': 'export const log = 1\n',
  'src/lib/money.js': 'export const money = 1\n',
}
const rules = () => readFileSync(join(shop.folder, '.github/agent.yml'), 'utf8')

test('it writes what it finds: setup, checks, and the structure that is there already', async () => {
  shop = openShop(LAYERED)
  const { code, out } = await shop.reins(['init'])
  expect(code).toBe(0)
  expect(out).toContain('.github/agent.yml is written, from what was found:')
  const text = rules()
  for (const part of [
    'setup: npm ci --ignore-scripts'.slice(0, 13),
    'npm run lint',
    'npm test',
    'pages → orders → lib',
    'cycles: deny',
    '- src/pages/**',
  ])
    expect(text).toContain(part)
  expect(text.indexOf('name: pages')).toBeLessThan(text.indexOf('name: orders'))
  expect(text.indexOf('name: orders')).toBeLessThan(text.indexOf('name: lib'))
})

test('what it writes holds today, and fails what breaks it tomorrow', async () => {
  shop = openShop(LAYERED)
  await shop.reins(['init'])
  expect(await shop.reins(['check', '--all'])).toMatchObject({ code: 0 })
  shop.write({ 'src/lib/log.js': "import '../pages/home.js'\nexport const log = 1\n" })
  const { code, out } = await shop.reins(['check'])
  expect(code).toBe(1)
  expect(out).toContain('layers/lib')
  expect(out).toContain('cycles')
})

test('a structure that is not kept is not proposed', async () => {
  shop = openShop({ ...LAYERED, 'src/lib/up.js': "import '../pages/cart.js'\n" })
  await shop.reins(['init'])
  expect(rules()).not.toContain('order:')
  expect(rules()).toContain('cycles: deny')
  shop.remove()
  shop = openShop({ ...LAYERED, 'src/lib/log.js': "import '../pages/home.js'\nexport const log = 1\n" })
  await shop.reins(['init'])
  expect(rules()).not.toContain('layers:')
})

test('an empty repository gets a file that says what is missing', async () => {
  shop = openShop({ 'README.md': '# Shop\n' })
  expect(await shop.reins(['init'])).toMatchObject({ code: 0 })
  expect(rules()).toContain('# No check was detected')
  expect(rules()).toContain('version: 1\n')
})

test('a file that is there is not overwritten by mistake; --print only shows', async () => {
  shop = openShop({ ...LAYERED, '.github/agent.yml': 'version: 1 # mine\n' })
  expect(await shop.reins(['init'])).toMatchObject({
    code: 2,
    err: 'reins init: .github/agent.yml is there already. `reins check` tries it; --force writes a new one, --print only shows it.\n',
  })
  const { code, out } = await shop.reins(['init', '--print'])
  expect(code).toBe(0)
  expect(out).toContain('version: 1\n')
  expect(rules()).toBe('version: 1 # mine\n')
  await shop.reins(['init', '--force'])
  expect(rules()).toContain('cycles: deny')
})

test('explain config: every value with where it comes from', async () => {
  shop = openShop({
    '.github/agent.yml': 'version: 1\nlimits: { cost: 2 USD }\nscope:\n  deny: [vendor/**]\n',
  })
  const { code, out } = await shop.reins(['explain', 'config'])
  expect(code).toBe(0)
  expect(out).toContain('  cost: 2 USD # .github/agent.yml:2:17\n')
  expect(out).toContain('    - vendor/** # .github/agent.yml:4:10\n')
  expect(out).toContain('  turns: 100 # the default\n')
})
