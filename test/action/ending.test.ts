import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { Report } from '../../core/run/report.ts'
import { NAP, running } from './sandbox/with-host.ts'
import { KEY } from './stage/assignment.ts'
import { check, finish, play, shell, start, until, written } from './stage/play.ts'

test('setup fails: the agent is not started and the report quotes it', async () => {
  const { app, report, ended } = await play({
    harness: { setup: { run: 'echo no such package; exit 3', network: true, timeout: 90_000 } },
    script: [finish()],
    answer: { conclusion: 'failure', message: 'setup failed.', url: null },
  })
  expect(report.outcome).toMatchObject({ kind: 'error', cause: 'setup' })
  expect(report.outcome).toHaveProperty(
    'detail',
    `The setup \`echo no such package; exit 3\` ended with exit code 3 on the base commit, before the agent began. Mend \`setup\` in \`.github/agent.yml\`.

\`\`\`
no such package
\`\`\``,
  )
  expect(app.prompts()).toEqual([])
  expect(ended.code).toBe(1)
  expect(ended.log).toContain('::error::setup failed.')
})

test('a person stops the run: it ends soon, and what was done is in the report', async () => {
  const { app, child, ended } = await start({
    script: [shell('echo "// half" >> src/cart.js'), shell('sleep 60'), finish()],
  })
  await until(() => app.events.some((event) => event.type === 'tool'))
  app.stop('ada wrote /agent stop')
  const { code } = await ended
  expect(child.exitCode).toBe(code)
  expect(app.reports[0]?.outcome).toEqual({ kind: 'cancelled', detail: 'ada wrote /agent stop' })
  expect(written(app.reports[0] as Report)).toHaveProperty(['src/cart.js'])
})

test('the workflow run is cancelled: the report is there within seconds', async () => {
  const { app, child, ended } = await start({ script: [shell('sleep 60'), finish()] })
  await until(() => app.prompts().length > 0)
  child.kill('SIGINT')
  await ended
  expect(app.reports[0]?.outcome).toEqual({ kind: 'cancelled', detail: 'the workflow run was cancelled' })
})

test('the time limit ends the agent, and the gates still judge what there is', async () => {
  const { report } = await play({
    harness: { checks: [check('test', 'true')] },
    limits: { time: 10_000 },
    script: [shell('echo "// half" >> src/cart.js'), shell('sleep 60'), finish()],
  })
  expect(report.outcome).toMatchObject({ kind: 'limit', limit: 'time' })
  expect(report.gates.map(({ after }) => after.status)).toEqual(['passed', 'passed'])
  expect(written(report)).toHaveProperty(['src/cart.js'])
})

test('a model that cannot be used ends the run with the provider’s words', async () => {
  const { report } = await play({
    script: [{ fault: { status: 429, code: 'insufficient_quota' } }],
    answer: { conclusion: 'failure', message: 'the provider refused.', url: null },
  })
  expect(report.outcome).toMatchObject({ kind: 'error', cause: 'provider' })
})

test('nothing of a run stays on the runner but its transcript', async () => {
  const { ended } = await play({ script: [shell(`${NAP} & echo "// more" >> src/cart.js`), finish()] })
  expect(readdirSync(ended.temp).sort()).toEqual(['output', `reins-transcript-${KEY}.jsonl`, 'summary'])
  expect(await running(NAP)).toEqual([])
})

test('a command takes the tool host down: the run ends as a crash, and the work is in the report', async () => {
  const { report } = await play({
    script: [shell('echo "// half" >> src/cart.js'), shell('kill -9 $PPID; sleep 5'), finish()],
  })
  expect(report.outcome).toMatchObject({ kind: 'error', cause: 'crash' })
  expect(written(report)).toHaveProperty(['src/cart.js'])
})
