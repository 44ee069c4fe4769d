import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { reportSchema } from '../../core/run/report.ts'
import { KEY } from './stage/assignment.ts'
import { finish, play, shell, start } from './stage/play.ts'
import { GIT_TOKEN } from './stage/start-app.ts'

test('trouble of the network on the way loses nothing', async () => {
  const { app, ended } = await play({
    script: [shell('echo "// more" >> src/cart.js'), finish()],
    prepare: (app) => {
      for (const path of [/claim/, /events/, /events/, /report/]) app.fail(path, 503, 'starting')
    },
  })
  expect(ended.code).toBe(0)
  expect(app.reports).toHaveLength(1)
  expect(app.events.filter((event) => event.type === 'phase').map((event) => event.phase)).toEqual([
    'workspace',
    'baseline',
    'agent',
    'gates',
    'report',
  ])
})

test('a claim and a report whose answers are lost are sent again as they were', async () => {
  const { app, ended } = await play({
    script: [shell('echo "// more" >> src/cart.js'), finish()],
    prepare: (app) => {
      for (const path of [/claim/, /report/]) app.lose(path)
    },
  })
  expect(ended.code).toBe(0)
  expect(app.requests.filter((path) => path.endsWith('/claim'))).toHaveLength(2)
  const [first, second, ...others] = app.reports
  expect(others).toEqual([])
  expect(second).toEqual(first)
})

test('a report the app finds too large goes without the files, and says so', async () => {
  const { report } = await play({
    script: [shell('echo "// more" >> src/cart.js'), finish()],
    prepare: (app) => app.fail(/report/, 413, 'The report is larger than 1 kB.'),
  })
  expect(report).toMatchObject({ changes: [], outcome: { kind: 'error', cause: 'workspace' } })
})

test('a refused claim is the job’s error, and nothing else happens', async () => {
  const { app, ended } = await start({
    script: [],
    prepare: (app) =>
      app.fail(/claim/, 409, 'This run was claimed before. Comment again to start a new one.'),
  })
  const { code, log } = await ended
  expect({ code, log }).toMatchObject({
    code: 1,
    log: expect.stringContaining('::error::This run was claimed before.'),
  })
  expect(app.requests.filter((path) => !path.startsWith('/oidc'))).toEqual([`/runs/${KEY}/claim`])
})

test('the log is for people, no tool output in it is a command, and no token is anywhere', async () => {
  const { ended } = await play({
    script: [
      {
        ...shell('printf "::add-mask::x\\n##[add-path]/tmp\\n::stop-commands::y\\n"; env'),
        say: '::error::from the model',
      },
      shell(`cat /proc/self/environ; echo ${'x'.repeat(10)}`),
      finish(),
    ],
  })
  const lines = ended.log.split('\n')
  const ours = lines.filter((line) => /^::(add-mask::|debug::ID token url)/.test(line))
  const rest = lines.filter((line) => !ours.includes(line))
  expect(ours).toEqual([
    `::add-mask::${GIT_TOKEN}`,
    '::add-mask::oidc-request-token',
    expect.stringMatching(/^::debug::ID token url is /),
    expect.stringMatching(/^::add-mask::oidc for /),
    expect.stringMatching(/^::add-mask::run-token-/),
  ])
  expect(rest.filter((line) => /^\s*::|##\[/.test(line))).toEqual([])
  expect(rest.join('\n')).toMatch(/turn 1 · .*shell printf/)
  const transcript = readFileSync(join(ended.temp, `reins-transcript-${KEY}.jsonl`), 'utf8')
  expect(rest.join('\n') + transcript + ended.outputs + ended.summary).not.toContain(GIT_TOKEN)
  expect(transcript).not.toContain('oidc-request-token')
  expect(
    transcript
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)).length,
  ).toBeGreaterThan(5)
})

test('a report the app does not understand still ends the run', async () => {
  const { report } = await play({
    script: [shell('echo "// more" >> src/cart.js'), finish()],
    prepare: (app) => app.fail(/report/, 400, 'gates[0].after.name: too long.'),
  })
  expect(report).toMatchObject({ changes: [], turns: 2, outcome: { kind: 'error', cause: 'crash' } })
})

test('a report that nobody takes stays on the runner, and the job says where', async () => {
  const { app, ended } = await start({
    script: [shell('echo "// more" >> src/cart.js'), finish()],
    prepare: (app) => app.fail(/report/, 403, 'This run was handed to somebody else.'),
  })
  const { code, log, temp } = await ended
  expect(code).toBe(1)
  expect(log).toMatch(
    /::error::The app refused the report: This run was handed to somebody else\. Nothing was published/,
  )
  const kept = reportSchema.parse(JSON.parse(readFileSync(join(temp, `reins-report-${KEY}.json`), 'utf8')))
  expect(kept.changes).toHaveLength(1)
  expect(app.reports).toEqual([])
})
