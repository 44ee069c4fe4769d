import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { EVERY_WAY } from '../../attack/stage/every-way.ts'
import { finish, play, shell, start } from './stage/play.ts'

/**
 * An agent that got hold of a secret of the runner, however it did, shows it in every place it can write to. The script plays
 * that: the model knows the secret, and says it.
 */
const SECRET = 'Zk3pQ9xT7vLm2RbWc8YdNf5HsJ4gAo6E'
const environment = { DEPLOY_TOKEN: SECRET, DEPLOY_TOKEN_FILE: '/etc/deploy' }
const WAYS = Object.values(EVERY_WAY).map((write) => write(SECRET))
const folded = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const shown = (text: string) => WAYS.filter((written) => folded(text).includes(folded(written)))
const doubtOf = (text: string) => ({ text, path: null, line: null })

/** What every job prints for its runner, and nobody else. */
const masked = (log: string) => log.split('\n').filter((line) => !line.startsWith('::add-mask::'))

test('a secret in every disguise, in everything the agent says, leaves the runner in none', async () => {
  const { app, report, ended } = await play({
    environment,
    script: [
      ...WAYS.slice(0, 12).map((say) => ({ ...shell(`true '${say.replace(/[^ -~]|'/g, ' ')}'`), say })),
      finish({ summary: WAYS.join('\n\n'), title: SECRET, doubts: WAYS.map(doubtOf) }),
    ],
    answer: { conclusion: 'failure', message: `It holds ${SECRET}.`, url: null },
  })
  const files = readdirSync(ended.temp).map((name) => readFileSync(join(ended.temp, name), 'utf8'))
  expect(files).toHaveLength(3)
  const sinks = { log: masked(ended.log).join('\n'), files: files.join('\n') }
  expect({ log: shown(sinks.log), files: shown(sinks.files) }).toEqual({ log: [], files: [] })
  expect({ events: shown(JSON.stringify(app.events)), report: shown(JSON.stringify(report)) }).toEqual({
    events: [],
    report: [],
  })
  expect(ended.log).toContain('::error::It holds [redacted: value of DEPLOY_TOKEN].')
  expect(sinks.files).toContain('[redacted: value of DEPLOY_TOKEN]')
  expect(report).toMatchObject({
    changes: [],
    title: expect.stringMatching(/^\[redacted/),
    outcome: {
      kind: 'error',
      cause: 'secret',
      detail: expect.stringContaining('the title (value of DEPLOY_TOKEN)'),
    },
  })
})

test.each(['as it is', 'in base64', 'in hex', 'reversed', 'over two lines'])(
  'a secret %s in a changed file: no change leaves the runner',
  async (way) => {
    const written = EVERY_WAY[way]?.(SECRET) ?? ''
    const { report } = await play({
      environment,
      script: [shell(`printf '${written}' >> src/cart.js`), finish()],
    })
    expect(report.changes).toEqual([])
    expect(report.outcome).toMatchObject({
      cause: 'secret',
      detail: expect.stringContaining('`src/cart.js`'),
    })
    expect(shown(JSON.stringify(report))).toEqual([])
  },
)

test('what a tool printed of it is not told to the model, and half of it in each of two lines is cut', async () => {
  const [first, second] = [SECRET.slice(0, 14), SECRET.slice(14)]
  const { app } = await play({
    environment,
    script: [shell(`echo ${first}; sleep 0.1; echo "and then: ${second}"`), finish()],
  })
  const last = app.prompts().at(-1) ?? ''
  expect(last).toContain('and then: [redacted: value of DEPLOY_TOKEN]')
  // The call itself goes back as the model made it.
  expect(last.split(first)).toHaveLength(2)
})

test('the report that stays on the runner holds none either', async () => {
  const { ended } = await start({
    environment,
    script: [finish({ outcome: 'nothing', summary: `Look at ${SECRET}` })],
    prepare: (app) => app.fail(/report/, 403, `Not for ${SECRET}.`),
  })
  const { temp, log } = await ended
  const name = readdirSync(temp).find((one) => one.startsWith('reins-report-')) ?? ''
  expect(shown(readFileSync(join(temp, name), 'utf8'))).toEqual([])
  expect(log).toContain('::error::The app refused the report: Not for [redacted: value of DEPLOY_TOKEN].')
})

test('a run without secrets is not touched', async () => {
  const { report, ended } = await play({
    environment,
    script: [shell('echo "// /etc/deploy" >> src/cart.js'), finish({ summary: 'It reads /etc/deploy.' })],
  })
  expect(report).toMatchObject({ outcome: { kind: 'done' }, summary: 'It reads /etc/deploy.' })
  expect(report.changes).toHaveLength(1)
  expect(ended.log).not.toContain('[redacted')
})
