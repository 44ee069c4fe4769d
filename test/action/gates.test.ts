import { expect, test } from '@jest/globals'
import { KEY } from './stage/assignment.ts'
import { check, finish, patch, play, SHOP, shell, written } from './stage/play.ts'

const noConsole = {
  id: 'no-console',
  paths: ['src/**'],
  regex: 'console\\.\\w+',
  flags: '',
  engine: 'regex' as const,
  level: 'error' as const,
  why: 'Logs must be structured.',
  fix: 'Use `log` from src/log.js.',
  examples: { bad: ['console.log(1)'], good: ['log(1)'] },
  source: [],
}

test('the agent breaks a rule, is told the fix at once, mends it, and the report says what was done', async () => {
  const { app, report, ended } = await play({
    harness: { invariants: [noConsole], checks: [check('test', 'grep -q discount src/cart.js')] },
    script: [
      patch(
        '*** Update File: src/cart.js',
        '@@',
        '-export const total = (n) => n',
        '+console.log(1) // discount',
      ),
      patch('*** Update File: src/cart.js', '@@', '-console.log(1) // discount', '+log(1) // discount'),
      finish({ doubts: [{ text: 'Is ten percent right?', path: 'src/cart.js', line: 1 }] }),
    ],
  })
  expect(app.prompts()[1]).toMatch(/How to mend it: Use .{1,3}log.{1,3} from src\/log.js/)
  expect(written(report)).toEqual({ 'src/cart.js': 'log(1) // discount\n' })
  expect(report).toMatchObject({
    key: KEY,
    outcome: { kind: 'done' },
    title: 'Discounts',
    doubts: [{ text: 'Is ten percent right?', path: 'src/cart.js', line: 1 }],
    repairs: 0,
    turns: 3,
    findings: [],
    context: [{ path: 'AGENTS.md', cut: false }],
  })
  expect(report.gates.map(({ before, after }) => [after.name, before?.status, after.status])).toEqual([
    ['scope', undefined, 'passed'],
    ['rules', undefined, 'passed'],
    ['test', 'failed', 'passed'],
  ])
  expect(ended).toMatchObject({ code: 0, outputs: expect.stringContaining('success') })
  expect(ended.outputs).toContain(`${app.url}/acme/shop/pull/2`)
  expect(ended.summary).toContain('Conclusion: success')
})

test('a check fails after the agent was done: it hears why, mends it, and the gates run again', async () => {
  const { app, report } = await play({
    files: {
      ...SHOP,
      'test.sh': 'grep -q discount src/cart.js || { echo "src/cart.js:1: no discount"; exit 1; }\n',
    },
    harness: { checks: [check('test', 'sh test.sh'), check('style', '! grep -rn TODO src')] },
    script: [
      shell('echo "// TODO discount" >> src/cart.js'),
      finish(),
      shell('sed -i s/TODO.// src/cart.js'),
      finish(),
    ],
  })
  expect(app.prompts()[2]).toContain('src/cart.js')
  expect(report).toMatchObject({ outcome: { kind: 'done' }, repairs: 1 })
  expect(report.gates.map(({ after }) => after.status)).toEqual(['passed', 'passed', 'passed'])
  expect(written(report)).toEqual({ 'src/cart.js': 'export const total = (n) => n\n// discount\n' })
})

test('what failed on the base already is not blamed on the agent, and starts no repair', async () => {
  const { report } = await play({
    harness: { checks: [check('test', 'echo "src/cart.js:1: broken"; exit 1')] },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.repairs).toBe(0)
  expect(report.gates.at(-1)).toMatchObject({ before: { status: 'failed' }, after: { status: 'failed' } })
  expect(report.findings.every((finding) => finding.preexisting)).toBe(true)
})

test('a finding that survives three rounds ends the run', async () => {
  const { report, app } = await play({
    harness: { checks: [check('test', 'test ! -f bad || { echo "bad:1: still there"; exit 1; }')] },
    limits: { repairs: 10 },
    script: [shell('echo x > bad'), finish(), finish(), finish(), finish()],
  })
  expect(report).toMatchObject({ outcome: { kind: 'done' }, repairs: 2 })
  expect(app.prompts()).toHaveLength(4)
})

test('a patch outside the scope is refused before it is applied; a shell that wrote there is found out', async () => {
  const { app, report } = await play({
    harness: { scope: { hide: [], write: ['src/**'], protect: [], deny: ['vendor/**'] } },
    script: [
      patch('*** Add File: vendor/x.js', '+1'),
      shell('mkdir vendor; echo 1 > vendor/x.js; echo "// more" >> src/cart.js'),
      finish(),
      shell('rm -r vendor'),
      finish(),
    ],
  })
  expect(report.denied).toMatchObject([{ tool: 'apply_patch', count: 1 }])
  expect(app.prompts()[1]).toMatch(
    /kept so by this line under .{1,3}scope.deny.{1,3} in .github.agent.yml: - .{1,3}vendor\/\*\*/,
  )
  expect(app.prompts()[2]).toMatch(/Paths changed that may not be: put them back.*vendor\/x.js.*scope.deny/)
  expect(app.prompts()[3]).toContain('vendor/x.js may not be changed')
  expect(report).toMatchObject({ repairs: 1, outcome: { kind: 'done' } })
  expect(Object.keys(written(report))).toEqual(['src/cart.js'])
})

test('what the checks saw and no pull request can carry fails the scope, and the agent can mend it', async () => {
  const { app, report } = await play({
    harness: { checks: [check('test', 'test "$(cat link)" = more')] },
    script: [
      shell('echo more | tee -a src/cart.js > real; ln -s real link'),
      finish(),
      shell('rm link; mv real link'),
      finish(),
    ],
  })
  expect(app.prompts()[2]).toContain('link cannot be part of a pull request: it is a symbolic link')
  expect(report).toMatchObject({ repairs: 1, findings: [] })
  expect(Object.keys(written(report))).toEqual(['link', 'src/cart.js'])
})

test('what the base commit has as a link or a folder stays one, and the agent hears it in time', async () => {
  const { app, report } = await play({
    files: { ...SHOP, current: { link: 'src' }, 'docs/a.md': 'a\n' },
    script: [
      shell('echo "// more" >> src/cart.js; rm current; echo x > current; rm -r docs; echo y > docs'),
      finish(),
      shell('ln -sfn src current; rm docs; mkdir docs; echo a > docs/a.md'),
      finish(),
    ],
  })
  expect(app.prompts()[2]).toContain('current may not be changed: On the base commit this is a link')
  expect(app.prompts()[2]).toContain('docs may not be changed: On the base commit this is a link')
  expect(Object.keys(written(report))).toEqual(['src/cart.js'])
})

test("a link that the setup changed is nobody's change", async () => {
  const { report } = await play({
    files: { ...SHOP, current: { link: 'old' } },
    harness: { setup: { run: 'ln -sfn new current', network: true, timeout: 90_000 } },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  expect(report).toMatchObject({ doubts: [], findings: [] })
  expect(Object.keys(written(report))).toEqual(['src/cart.js'])
})

test('a check that passes on its second try counts as passed, and as flaky', async () => {
  const flaky = { ...check('test', 'test -f .tried || { touch .tried; exit 1; }'), retry: 1 }
  const { report } = await play({
    harness: { checks: [flaky] },
    script: [shell('rm .tried; echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.gates.at(-1)?.after).toMatchObject({
    status: 'passed',
    note: expect.stringContaining('flaky'),
  })
})

test('a check is judged by the file it wrote now, never by an old one, and skipped where it does not look', async () => {
  const junit = {
    ...check('test', 'test -f broken || echo "<testsuites/>" > junit.xml'),
    parse: 'junit:junit.xml',
  }
  const { report } = await play({
    harness: { checks: [junit, { ...check('ui', 'exit 1'), paths: ['ui/**'] }] },
    limits: { repairs: 0 },
    script: [shell('echo > broken'), finish()],
  })
  expect(report.findings).toMatchObject([{ rule: 'test', message: expect.stringContaining('did not write') }])
  expect(report.gates.find(({ after }) => after.name === 'ui')?.after).toMatchObject({
    status: 'skipped',
    note: 'the change touches nothing it watches',
  })
})

test('a check that passes and leaves no result where it promised one counts as failed, before and after', async () => {
  const { report } = await play({
    harness: { checks: [{ ...check('test', 'true'), parse: 'junit:junit.xml' }] },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.gates.at(-1)).toMatchObject({
    before: { status: 'failed', exitCode: 0 },
    after: { status: 'failed', exitCode: 0 },
  })
  expect(report.repairs).toBe(0)
})

test('a check that begins to fail says why, also when it said the same on the base and passed', async () => {
  const files = {
    ...SHOP,
    'junit.xml':
      '<testsuites><testcase name="sums" file="src/cart.js" line="1"><failure message="odd"/></testcase></testsuites>',
    'test.sh': 'cp junit.xml out.xml; ! grep -q more src/cart.js',
  }
  const { app, report } = await play({
    files,
    harness: { checks: [{ ...check('test', 'sh test.sh'), parse: 'junit:out.xml' }] },
    script: [shell('echo "// more" >> src/cart.js'), finish(), finish(), finish()],
  })
  expect(report.findings).toMatchObject([{ level: 'error', message: 'odd', preexisting: false }])
  expect(app.prompts()[2]).toContain('odd')
})

test('a check that is not required warns, and asks for no repair', async () => {
  const { report } = await play({
    harness: { checks: [{ ...check('style', '! grep -rn TODO src'), required: false }] },
    script: [shell('echo "// TODO" >> src/cart.js'), finish()],
  })
  expect(report).toMatchObject({ repairs: 0, findings: [{ rule: 'style', level: 'warn' }] })
})

test("a check's log is read with the problem matchers of the repository, which stay where they are", async () => {
  const pattern = [{ regexp: '^BAD (\\S+) (\\d+) (.*)$', file: 1, line: 2, message: 3 }]
  const files = {
    ...SHOP,
    'bad.json': JSON.stringify({ problemMatcher: [{ owner: 'bad', pattern }] }),
    'test.sh': 'echo "BAD src/cart.js 1 odd"; ! grep -q more src/cart.js',
  }
  const { report } = await play({
    files,
    harness: { checks: [{ ...check('test', 'sh test.sh'), parse: 'problem-matcher:bad.json' }] },
    limits: { repairs: 0 },
    script: [shell('echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.findings).toMatchObject([
    { rule: 'test', path: 'src/cart.js', range: { startLine: 1 }, message: 'odd' },
  ])
  expect(Object.keys(written(report))).toEqual(['src/cart.js'])
})

test('layers are judged with what the changed files import, and a circle is found through files that did not change', async () => {
  const { app, report } = await play({
    files: {
      ...SHOP,
      'src/a.js': "import './b.js'\n",
      'src/b.js': "import './c.js'\n",
      'src/c.js': '\n',
      'src/ui/page.js': '\n',
    },
    harness: {
      layers: {
        order: [
          { name: 'ui', paths: ['src/ui/**'] },
          { name: 'shop', paths: ['src/*.js'], fix: 'Let the page pass it in.' },
        ],
        shared: [],
        cycles: 'deny',
        deny: [],
        baseline: true,
      },
    },
    script: [
      patch('*** Add File: src/d.js', "+import './ui/page.js'"),
      finish(),
      patch('*** Delete File: src/d.js'),
      patch('*** Update File: src/c.js', '@@', '-', "+import './a.js'"),
      finish(),
      patch('*** Update File: src/c.js', '@@', "-import './a.js'", '+export const c = 1'),
      finish(),
    ],
  })
  expect(app.prompts()[1]).toContain('Let the page pass it in.')
  expect(app.prompts().join('\n')).toContain('src/c.js → src/a.js → src/b.js → src/c.js')
  expect(report).toMatchObject({ outcome: { kind: 'done' }, findings: [] })
})
