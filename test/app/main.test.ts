import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { openPglite } from '../../app/store/embedded/open-pglite.ts'
import { NOWHERE, privateKey, variables } from './settings.ts'

/** `npm start`, as an operator sees it. */

const started: ChildProcess[] = []
const folders: string[] = []
afterEach(async () => {
  for (const app of started.splice(0)) {
    app.kill('SIGKILL')
    if (app.exitCode === null && app.signalCode === null) await once(app, 'exit')
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A folder with a database that nobody has used: making one takes seconds. */
const made = mkdtempSync(join(tmpdir(), 'reins-data-'))
beforeAll(async () => {
  const database = await openPglite(made, () => undefined)
  await database.close()
  rmSync(join(made, 'reins.lock'), { force: true })
})
afterAll(() => rmSync(made, { recursive: true }))

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reins-data-'))
  folders.push(folder)
  cpSync(made, folder, { recursive: true })
  return folder
}

function start(env: Record<string, string>, flags: string[] = []) {
  const app = spawn(process.execPath, [...flags, new URL('../../app/main.ts', import.meta.url).pathname], {
    env: { PATH: process.env.PATH ?? '', REINS_DATA: dataFolder(), ...NOWHERE, ...env },
  })
  started.push(app)
  let said = ''
  const hear = (data: Buffer) => {
    said += data
  }
  app.stdout.on('data', hear)
  app.stderr.on('data', hear)
  const ended = new Promise<number | null>((resolve) => app.on('close', resolve))
  return { app, ended, said: () => said }
}

test('without settings it says what to set, all of it, and ends', async () => {
  const { ended, said } = start({})
  expect(await ended).toBe(1)
  for (const name of ['APP_ID', 'PRIVATE_KEY', 'WEBHOOK_SECRET', 'REINS_URL', 'OPENAI_API_KEY'])
    expect(said()).toContain(`Set ${name} `)
  expect(said()).toContain('docs/configuration.md')
})

test('with settings it listens, and a TERM ends it in order', async () => {
  const { app, ended, said } = start({ ...variables, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' })
  while (!said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said()) ?? []
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  app.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said()).not.toContain(variables.WEBHOOK_SECRET)
})

test('what an operator sets in secret stays in its memory: no child, report, log or core dump has it', async () => {
  const reports = mkdtempSync(join(tmpdir(), 'reins-reports-'))
  const secrets: Record<string, string> = {
    ...variables,
    ACME_KEY: 'sk-of-acme-0123456789',
    OPENAI_API_KEY: 'sk-of-the-operator-0123456789',
  }
  const acme = {
    baseUrl: 'https://models.acme.example/v1',
    keyVariable: 'ACME_KEY',
    price: { input: 1, cached: 1, output: 1 },
  }
  const { app, ended, said } = start(
    { ...secrets, REINS_MODELS: JSON.stringify({ acme }), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'trace' },
    ['--report-on-signal', `--report-directory=${reports}`],
  )
  while (!said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
  const proc = (file: string) => readFileSync(`/proc/${app.pid}/${file}`, 'utf8')
  expect(proc('limits')).toMatch(/^Max core file size\s+0\s+0\s/m)
  expect(Number.parseInt(proc('coredump_filter'), 16)).toBe(0)
  expect(said()).not.toContain('Warning')
  app.kill('SIGUSR2')
  const written = () =>
    readdirSync(reports)
      .map((name) => readFileSync(join(reports, name), 'utf8'))
      .join('')
  while (!written().trimEnd().endsWith('}')) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(JSON.parse(written()).environmentVariables).toMatchObject({ HOST: '127.0.0.1' })
  app.kill('SIGTERM')
  expect(await ended).toBe(0)
  const key = privateKey.split('\n')[3] ?? ''
  const { ACME_KEY, OPENAI_API_KEY, WEBHOOK_SECRET } = secrets
  for (const secret of [ACME_KEY, OPENAI_API_KEY, WEBHOOK_SECRET, key])
    expect(`${written()}${said()}`).not.toContain(secret)
  rmSync(reports, { recursive: true })
})

test('where core dumps cannot be switched off it says so, and starts all the same', async () => {
  const { app, ended, said } = start({ ...variables, PATH: '/nowhere', HOST: '127.0.0.1', PORT: '0' })
  while (!said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(said()).toMatch(/^Warning: Core dumps of this process cannot be switched off/m)
  app.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('the folder of the database is one process’s: a second one says who holds it, and what to do', async () => {
  const settings = { ...variables, HOST: '127.0.0.1', PORT: '0', REINS_DATA: dataFolder() }
  const first = start(settings)
  while (!first.said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
  const second = start(settings)
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(
    new RegExp(`held by another process of this app \\(process ${first.app.pid}, since .*set DATABASE_URL`),
  )
  // However it ends, the next one may.
  first.app.kill('SIGKILL')
  await first.ended
  const third = start(settings)
  while (!third.said().includes('Reins listens on')) await new Promise((resolve) => setTimeout(resolve, 20))
})

test('a Postgres that is not there is said, and its password is not', async () => {
  const { ended, said } = start({
    ...variables,
    ...{ HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'postgres://reins:of-the-database@127.0.0.1:1/reins' },
  })
  expect(await ended).toBe(1)
  expect(said()).toMatch(/The app cannot start: the database .*ECONNREFUSED.*DATABASE_URL/)
  expect(said()).not.toContain('of-the-database')
})

test('a port that is taken is said in a sentence', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const { ended, said } = start({ ...variables, HOST: '127.0.0.1', PORT: String(port) })
  expect(await ended).toBe(1)
  expect(said()).toMatch(/^The app cannot start on 127\.0\.0\.1:\d+: .*EADDRINUSE.* Set HOST and PORT/m)
  taken.close()
})
