import { expect, test } from '@jest/globals'
import { createReadiness } from '../../app/health/readiness.ts'
import { startServer } from '../../app/server.ts'
import { aDatabase } from './a-database.ts'
import { NOWHERE, settings } from './settings.ts'

/** Whether a process lives, and whether it may be given work. */

test('an app that listens is healthy and ready; one that is gone answers nothing', async () => {
  const app = await startServer(settings({ ...NOWHERE, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'fatal' }), {
    database: await aDatabase(),
  })
  const get = async (path: string) => {
    const answer = await fetch(`${app.url}${path}`)
    return { status: answer.status, body: await answer.json() }
  }
  expect(await get('/healthz')).toEqual({ status: 200, body: { ok: true } })
  expect(await get('/readyz')).toEqual({ status: 200, body: { ready: true } })
  expect(await get('/usage.csv')).toEqual({ status: 404, body: { error: 'There is nothing here.' } })
  await app.close()
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow()
})

const failures: [string, unknown][] = []
const onFailure = (name: string, error: unknown) => void failures.push([name, error])

test('it is not ready while it starts and while it stops, whatever the checks say', async () => {
  const readiness = createReadiness({ checks: { database: async () => undefined }, onFailure })
  expect(await readiness.check()).toEqual({ ready: false, failed: ['starting'] })
  readiness.started()
  expect(await readiness.check()).toEqual({ ready: true })
  const asked = readiness.check()
  readiness.stopping()
  expect(await asked).toEqual({ ready: false, failed: ['stopping'] })
  readiness.started()
  expect(await readiness.check()).toEqual({ ready: false, failed: ['stopping'] })
})

test('what fails is named, and told to the log once, not each time somebody asks', async () => {
  failures.length = 0
  let broken: Error | null = new Error('postgres://user:secret@host is away')
  const database = async () => {
    if (broken !== null) throw broken
  }
  const never = () => new Promise<void>(() => undefined)
  const readiness = createReadiness({
    checks: { database, never, inbox: async () => undefined },
    within: 20,
    onFailure,
  })
  readiness.started()
  for (let time = 0; time < 2; time++)
    expect(await readiness.check()).toEqual({ ready: false, failed: ['database', 'never'] })
  expect(failures.map(([name]) => name).sort()).toEqual(['database', 'never'])
  expect(String(failures.find(([name]) => name === 'never')?.[1])).toContain('longer than 0.02 s')
  broken = null
  await readiness.check()
  broken = new Error('away again')
  await readiness.check()
  expect(failures.map(([name]) => name).sort()).toEqual(['database', 'database', 'never'])
})

test('many who ask at once cost one check', async () => {
  let asked = 0
  const slow = () => {
    asked++
    return new Promise<void>((resolve) => setTimeout(resolve, 20))
  }
  const readiness = createReadiness({ checks: { slow }, onFailure })
  readiness.started()
  await Promise.all(Array.from({ length: 50 }, () => readiness.check()))
  expect(asked).toBe(1)
  await readiness.check()
  expect(asked).toBe(2)
})
