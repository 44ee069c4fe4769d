import { expect, test } from '@jest/globals'
import { check, finish, patch, play, SHOP, shell, written } from '../stage/play.ts'

/** A formatter: no line may end in a space. `fix` mends every file it finds, asked for or not. */
const FILES = {
  ...SHOP,
  'format.sh': 'if grep -rnE " $" src; then exit 1; fi\n',
  'src/old.js': 'old\n',
  '.gitattributes': '*.txt text eol=crlf\n',
  'src/note.txt': 'note\n',
}
const format = { ...check('format', 'sh format.sh'), fix: "find src -type f | xargs sed -i 's/ *$//'" }
const spaced = patch('*** Add File: src/new.js', '+export const a = 1  ')

test('what the fix command of a check mends, the agent is not asked about', async () => {
  const { app, report, ended } = await play({
    files: FILES,
    harness: { checks: [format, check('test', '! grep -q "1 " src/new.js')] },
    script: [spaced, finish()],
  })
  expect(app.prompts()).toHaveLength(2)
  expect(written(report)).toEqual({ 'src/new.js': 'export const a = 1\n' })
  expect(report).toMatchObject({ outcome: { kind: 'done' }, repairs: 0, findings: [] })
  expect(report.gates.map(({ after }) => [after.name, after.status, after.note])).toEqual([
    ['scope', 'passed', undefined],
    ['format', 'passed', 'mended by its fix command: changed src/new.js'],
    ['test', 'passed', undefined],
  ])
  expect(ended.log).toContain('format: changed src/new.js')
})

test('a fix command changes files of the change only: others are put back byte by byte, and it is said', async () => {
  const wild = {
    ...format,
    fix: `${format.fix}; echo x >> src/old.js; echo x >> src/note.txt; rm src/cart.js; echo >> locked; rm notes.md; ln -s src notes.md; echo > made`,
  }
  const { report } = await play({
    files: { ...FILES, locked: 'before\n', 'notes.md': 'a\n', 'bytes.bin': Buffer.from([0, 255]) },
    harness: {
      setup: { run: 'echo setup >> locked', network: false, timeout: 90_000 },
      checks: [
        wild,
        check(
          'same',
          'test "$(cat locked)" = "$(printf "before\\nsetup")" && grep -q "\r" src/note.txt && test -f src/cart.js',
        ),
      ],
    },
    script: [spaced, finish()],
  })
  expect(written(report)).toEqual({ 'src/new.js': 'export const a = 1\n' })
  const [scope, mended, same] = report.gates.map(({ after }) => after)
  expect(scope).toMatchObject({ status: 'passed' })
  expect(mended?.note).toBe(
    'mended by its fix command: changed src/new.js; put back locked, notes.md, src/cart.js, src/note.txt, src/old.js, which the change does not touch or may not',
  )
  expect(same).toMatchObject({ status: 'passed' })
  expect(report.repairs).toBe(0)
})

test('what a fix command cannot mend goes to the agent, which hears what it did change', async () => {
  const half = { ...format, fix: "sed -i '1s/ *$//' src/new.js" }
  const { app, report } = await play({
    files: FILES,
    harness: { checks: [half] },
    script: [
      patch('*** Add File: src/new.js', '+a ', '+b '),
      finish(),
      patch('*** Update File: src/new.js', '@@', ' a', '-b ', '+b'),
      finish(),
    ],
  })
  expect(app.prompts()[2]).toContain(
    'read them again before you edit:\\n- The fix command of format changed src/new.js.',
  )
  expect(app.prompts()[2]).toContain('its fix command did not mend it')
  expect(written(report)).toEqual({ 'src/new.js': 'a\nb\n' })
  expect(report).toMatchObject({ repairs: 1, findings: [] })
})

test('a fix that undoes what another check wants is judged again, and old failures start none', async () => {
  const first = {
    ...check('first', 'grep -q " $" src/new.js || { echo "src/new.js:1: no space"; exit 1; }'),
    fix: 'true',
  }
  const old = { ...check('old', 'echo "src/old.js:1: old"; exit 1'), fix: 'echo x >> src/new.js' }
  const { report } = await play({
    files: FILES,
    harness: { checks: [first, format, old] },
    limits: { repairs: 0 },
    script: [spaced, finish()],
  })
  expect(report.gates.slice(1).map(({ after }) => [after.name, after.status])).toEqual([
    ['first', 'failed'],
    ['format', 'passed'],
    ['old', 'failed'],
  ])
  expect(written(report)).toEqual({ 'src/new.js': 'export const a = 1\n' })
})

test('a fix command that would change what the agent may not leaves the refusal to the gate', async () => {
  const { report } = await play({
    files: FILES,
    harness: {
      checks: [format],
      scope: { hide: [], write: ['test/**'], protect: [], deny: [] },
    },
    limits: { repairs: 0 },
    script: [shell('echo "a " > src/new.js; echo "b " > src/cart.js'), finish()],
  })
  expect(written(report)).toEqual({ 'src/new.js': 'a \n', 'src/cart.js': 'b \n' })
  expect(report.gates.map(({ after }) => after.status)).toEqual(['failed', 'failed'])
})
