import { expect, test } from '@jest/globals'
import type { InvariantOf } from '../../../core/harness/harness.ts'
import { check, finish, play, SHOP, shell } from '../stage/play.ts'

const rule = (id: string, run: string, more: Partial<InvariantOf<'run'>> = {}): InvariantOf<'run'> => ({
  ...{ engine: 'run', id, run, parse: 'auto', timeout: 90_000, paths: [], level: 'error' },
  ...{ examples: { bad: [], good: [] }, source: [] },
  ...more,
})
const edit = shell('echo "// more" >> src/cart.js')

test('a rule that is a command finds what breaks it, in the words of the rule', async () => {
  const links = rule(
    'links',
    'grep -n TODO src/cart.js /dev/null | sed "s/:T/: T/" | grep . && exit 1 || true',
    {
      ...{ why: 'Nobody comes back.', fix: 'Do it now.', paths: ['src/**'], source: ['https://x.test/1'] },
    },
  )
  const { app, report } = await play({
    harness: { invariants: [links, rule('docs', 'exit 1', { paths: ['docs/**'] })] },
    script: [
      shell('echo "TODO: tax" >> src/cart.js'),
      finish(),
      shell('sed -i /TODO/d src/cart.js; echo "// more" >> src/cart.js'),
      finish(),
    ],
  })
  expect(app.prompts()[2]).toMatch(
    /### error: links at `src\/cart.js`:2.*Why: Nobody comes back\..*How to mend it: Do it now\./s,
  )
  expect(
    report.gates.map(({ before, after }) => [after.name, after.kind, before?.status, after.status]),
  ).toEqual([
    ['scope', 'rules', undefined, 'passed'],
    ['rules', 'rules', undefined, 'passed'],
    ['links', 'rules', 'passed', 'passed'],
    ['docs', 'rules', 'failed', 'skipped'],
  ])
  expect(report).toMatchObject({ repairs: 1, findings: [] })
})

test('a rule that fails without a word about where is one finding with the end of its log', async () => {
  const { report } = await play({
    harness: {
      invariants: [rule('size', 'test $(wc -l < src/cart.js) -lt 2 || { echo too long; exit 3; }')],
    },
    limits: { repairs: 0 },
    script: [edit, finish()],
  })
  expect(report.findings).toMatchObject([
    {
      rule: 'size',
      level: 'error',
      path: null,
      message: expect.stringContaining('too long'),
      preexisting: false,
    },
  ])
})

test('a rule that takes longer than its time fails, and says so', async () => {
  const { report } = await play({
    harness: {
      invariants: [rule('slow', 'case $(cat src/cart.js) in *more*) sleep 60;; esac', { timeout: 1_000 })],
    },
    limits: { repairs: 0 },
    script: [edit, finish()],
  })
  expect(report.gates.find(({ after }) => after.name === 'slow')?.after).toMatchObject({
    status: 'timed_out',
  })
  expect(report.findings.map(({ rule, message }) => `${rule}: ${message}`).join()).toMatch(
    /^slow: .*limit of 1 s/s,
  )
})

test('a rule below error never blocks; what was broken on the base is not blamed', async () => {
  const place = (file: string) => `echo "${file}:1: bad"; exit 1`
  const { app, report } = await play({
    harness: {
      invariants: [
        rule('soft', 'grep -q more src/cart.js && { echo "src/cart.js:2: soft"; exit 1; } || true', {
          level: 'info',
        }),
        rule('old', place('src/cart.js')),
      ],
      // A check may have the name of a rule.
      checks: [check('old', 'true')],
    },
    script: [edit, finish()],
  })
  expect(app.prompts()).toHaveLength(2)
  expect(report.findings.map(({ rule, level, preexisting }) => [rule, level, preexisting])).toEqual([
    ['old', 'error', true],
    ['soft', 'info', false],
  ])
  expect(
    report.gates.slice(2).map(({ before, after }) => [before?.status, after.status, after.required]),
  ).toEqual([
    ['passed', 'failed', false],
    ['failed', 'failed', true],
    ['passed', 'passed', true],
  ])
})

test('a rule that finds nothing and ends well says nothing, whatever it prints', async () => {
  const { report } = await play({
    harness: { invariants: [rule('loud', 'echo "src/cart.js:1:1: warning: hm"')] },
    script: [edit, finish()],
  })
  expect(report.findings).toEqual([])
})

test('a check watches globs as everywhere: the last one that matches counts', async () => {
  const watching = (name: string, paths: string[]) => ({ ...check(name, 'true'), paths })
  const { report } = await play({
    files: { ...SHOP, 'src/gen/a.js': '1\n' },
    harness: {
      checks: [
        watching('takes back', ['src/**', '!src/gen/**']),
        watching('deletion', ['src/gen/**']),
        watching('other', ['docs/**']),
      ],
    },
    script: [shell('rm src/gen/a.js'), finish()],
  })
  expect(report.gates.slice(1).map(({ after }) => after.status)).toEqual(['skipped', 'passed', 'skipped'])
})

test('a check that is flaky on the base commit is said to be, and held to what it said in the end', async () => {
  const flaky = {
    ...check('test', 'test -f .tried || { touch .tried; echo "src/cart.js:1: flake"; exit 1; }'),
    retry: 1,
  }
  const { report } = await play({
    harness: { checks: [flaky] },
    limits: { repairs: 0 },
    script: [shell('rm .tried; mkdir .tried; echo "// more" >> src/cart.js'), finish()],
  })
  expect(report.gates.at(-1)).toMatchObject({
    before: { status: 'passed', note: 'passed on try 2 only: it is flaky' },
    after: { status: 'failed', note: 'failed 2 times' },
  })
  expect(report.findings.every(({ preexisting }) => !preexisting)).toBe(true)
})

test('a waiver and an ignore hold for a rule that is a command, and it is said', async () => {
  const todo = 'grep -rn TODO src | sed -E "s/^([^:]+:[0-9]+):/\\1: /" | grep . && exit 1 || true'
  const story = (paths: string[]) =>
    play({
      harness: {
        invariants: [rule('no-todo', todo)],
        waivers: [{ rule: 'no-todo', paths, until: '2999-12-31', why: 'later' }],
      },
      limits: { repairs: 0 },
      script: [
        shell(
          'echo "// TODO a" > src/a.js; printf "// reins-ignore no-todo: it is data\\n// TODO b\\n" > src/b.js',
        ),
        finish(),
      ],
    })
  const waived = await story(['src/a.js'])
  expect(waived.report.findings).toEqual([])
  expect(waived.report.gates.at(-1)?.after).toMatchObject({
    status: 'passed',
    note: '2 findings waived or ignored',
  })

  const other = await story(['src/c.js'])
  expect(other.report.findings).toMatchObject([{ rule: 'no-todo', path: 'src/a.js', level: 'error' }])
  expect(other.report.gates.at(-1)?.after).toMatchObject({
    status: 'failed',
    note: '1 finding waived or ignored',
  })
})
