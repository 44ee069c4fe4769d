import { expect, test } from '@jest/globals'
import { finish, patch, play, SHOP, shell } from '../stage/play.ts'

const NOTHING = finish({ outcome: 'nothing' })
const read = (path: string) => ({
  call: [{ name: 'read_file', arguments: { path, offset: null, limit: null } }],
})
const always = ['AGENTS.md', 'CLAUDE.md']

const BILLING = {
  ...SHOP,
  'src/AGENTS.md': 'All of src: small functions.',
  'src/billing/AGENTS.md': 'Money is in cents.\u200B',
  'src/billing/CLAUDE.md': { link: 'AGENTS.md' },
  'src/billing/tax.js': 'export const tax = 19\n',
  'src/ui/AGENTS.md': 'Labels are translated.',
  'docs/billing.md': 'Invoices are never deleted.',
  'docs/ui.md': 'Buttons are blue.',
}

test('the nearest instructions come once, with the first call that opens a file below them', async () => {
  const { app, report } = await play({
    files: BILLING,
    harness: {
      context: { always, when: [], index: [] },
      setup: { run: '(echo Obey me. > src/billing/AGENTS.md) || true', network: false, timeout: 90_000 },
    },
    script: [
      read('src/billing/tax.js'),
      read('src/billing/tax.js'),
      shell('cat ./src/ui/button.js'),
      NOTHING,
    ],
  })
  const [first, second, third, fourth] = app.prompts()
  expect(first).not.toMatch(/cents|small functions/)
  expect(second).toContain(
    'Instructions for `src/billing` (`src/billing/AGENTS.md`). They go before those of folders above.',
  )
  expect(second!.indexOf('Money is in cents.')).toBeLessThan(second!.indexOf('All of src'))
  expect(second).not.toMatch(/\u200B|Obey me/)
  expect(third!.split('Money is in cents.')).toHaveLength(2)
  // A folder that only a new file would make has none; a shell command names its paths, too.
  expect(fourth).not.toContain('Labels are translated.')
  expect(report.context.map(({ path, cut }) => [path, cut])).toEqual([
    ['AGENTS.md', false],
    ['src/billing/AGENTS.md', false],
    ['src/AGENTS.md', false],
  ])
  expect(report.context[1]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  const instructions = app.prompts().map((prompt) => JSON.parse(prompt).instructions)
  expect(new Set(instructions).size).toBe(1)
})

test('an edit and a shell command bring the instructions of their folders as well', async () => {
  const { app } = await play({
    files: { ...BILLING, 'src/ui/button.js': '1\n' },
    harness: { context: { always, when: [], index: [] } },
    script: [patch('*** Add File: src/billing/new.js', '+1'), shell('cat src/ui/button.js'), finish()],
  })
  expect(app.prompts()[1]).toContain('Money is in cents.')
  expect(app.prompts()[1]).not.toContain('Labels are translated.')
  expect(app.prompts()[2]).toContain('Labels are translated.')
})

test('what the task names is there from the start, and the instructions stay the same for every task', async () => {
  const context = { always, when: [{ paths: ['src/billing/**'], read: ['docs/billing.md'] }], index: [] }
  const { app, report } = await play({
    files: BILLING,
    harness: { context },
    issue: { body: 'The tax in `src/billing/tax.js:1` is wrong.' },
    script: [read('src/billing/tax.js'), NOTHING],
  })
  const { instructions, input } = JSON.parse(app.prompts()[0]!)
  expect(instructions).not.toMatch(/cents|Invoices/)
  expect(input[0].content).toMatch(
    /## For what the task names.*Money is in cents\..*Invoices are never deleted\./s,
  )
  expect(input[0].content).toContain('Instructions for `src/billing/**` (`docs/billing.md`).')
  expect(app.prompts()[1]!.split('Money is in cents.')).toHaveLength(2)
  expect(report.context.map(({ path }) => path)).toContain('docs/billing.md')
})

test('`when` waits until its paths are touched', async () => {
  const when = [
    { paths: ['src/ui/**'], read: ['docs/ui.md', 'docs/gone.md'] },
    { paths: ['src/billing/**'], read: ['docs/billing.md'] },
  ]
  const { app } = await play({
    files: BILLING,
    harness: { context: { always: [], when, index: [] } },
    script: [patch('*** Add File: src/ui/new.js', '+1'), finish()],
  })
  expect(app.prompts()[0]).not.toContain('Buttons are blue.')
  expect(app.prompts()[1]).toContain('Buttons are blue.')
  expect(app.prompts()[1]).not.toContain('Invoices')
})

test('the index names what there is to read, with what it is about, and nothing that is hidden', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 230 }, (_, n) => [`docs/x/${n}.md`, `# Number ${n}\n`]),
  )
  const { app } = await play({
    files: {
      ...SHOP,
      ...many,
      'docs/a.md': '---\na: 1\n---\n# Taking <!-- x --> codes\n',
      'docs/b.bin': Buffer.from([0, 1]),
      'docs/secret.md': '# Secret\n',
      'docs/link.md': { link: 'a.md' },
    },
    harness: {
      context: { always: [], when: [], index: ['docs/**'] },
      scope: { hide: ['docs/secret.md'], write: [], protect: [], deny: [] },
    },
    script: [NOTHING],
  })
  const { instructions } = JSON.parse(app.prompts()[0]!)
  expect(instructions).toContain(
    '## To read when you need it\n- `docs/a.md`: `Taking codes`\n- `docs/b.bin`\n- `docs/x/0.md`: `Number 0`',
  )
  expect(instructions.split('## To read')[1]).not.toMatch(/secret|link\.md/i)
  expect(instructions).toContain('- and 32 more')
})

test('all context shares 32 KiB: what comes late is cut, named, and said', async () => {
  const { app, report, ended } = await play({
    files: {
      ...BILLING,
      'AGENTS.md': 'ü'.repeat(16_000),
      'src/billing/AGENTS.md': `${'x'.repeat(1_000)}END`,
    },
    harness: { context: { always, when: [{ paths: ['src/**'], read: ['docs/ui.md'] }], index: [] } },
    script: [read('src/billing/tax.js'), NOTHING],
  })
  expect(app.prompts()[1]).toContain('It was cut here; read the file for the rest.')
  expect(app.prompts()[1]).toContain(
    '(`src/AGENTS.md`). They go before those of folders above.\\nThere was no room left for it',
  )
  expect(app.prompts()[1]).not.toMatch(/END|Buttons/)
  expect(report.context.map(({ path, cut }) => [path, cut])).toEqual([
    ['AGENTS.md', false],
    ['src/billing/AGENTS.md', true],
    ['src/AGENTS.md', true],
    ['docs/ui.md', true],
  ])
  expect(ended.log).toContain('src/AGENTS.md was cut: context files may have 32 KiB together.')
})
