import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openPglite } from '../../../../app/store/embedded/open-pglite.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const fail = (error: Error) => {
  throw error
}

/** Another process that opens the folder, writes one row and keeps it open. */
async function holder(folder: string): Promise<ChildProcess> {
  const opens = new URL('../../../../app/store/embedded/open-pglite.ts', import.meta.url).href
  const code = `
    const { openPglite } = await import(${JSON.stringify(opens)})
    const database = await openPglite(process.argv[1], console.error)
    await database.query('CREATE TABLE kept AS SELECT 42 AS value')
    console.log('open')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', code, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closers.push(() => child.kill('SIGKILL'))
  await once(child.stdout!, 'data')
  return child
}

test('a second process is told who holds the folder, and gets it with everything in it when that one was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reins-lock-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  const child = await holder(folder)
  await expect(openPglite(folder, fail)).rejects.toThrow(`process ${child.pid}, since`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const database = await openPglite(folder, fail)
  closers.push(() => database.close())
  expect(await database.query('SELECT value FROM kept')).toEqual([{ value: 42 }])
})
