import { describe, expect, test } from '@jest/globals'
import { engines } from './engines.ts'

describe.each(engines)('a connection on $name', ({ open }) => {
  test('that breaks is replaced: what is asked next is answered', async () => {
    const { database, cut, kind } = await open('with tables')
    await database.query("INSERT INTO reins.notes (name, value) VALUES ('kept', '1')")
    expect(await cut()).toBeGreaterThanOrEqual(kind === 'postgres' ? 1 : 0)
    // Those that lay idle may be told only when they are used: one question may be refused, never the work after it.
    const ask = () => database.query('SELECT name FROM reins.notes')
    expect(await ask().catch(ask)).toEqual([{ name: 'kept' }])
  })

  test('that breaks in a transaction takes it back, and the next one begins anew', async () => {
    const { database, cut, kind } = await open('with tables')
    const write = (value: string, during: () => Promise<unknown>) =>
      database.transaction(async (tx) => {
        await tx.query("INSERT INTO reins.notes (name, value) VALUES ('one', $1)", [value])
        await during()
        await tx.query('SELECT 1')
      })
    const cutting = () => (kind === 'postgres' ? cut() : Promise.reject(new Error('it ends')))
    await expect(write('1', cutting)).rejects.toThrow()
    await write('2', async () => undefined)
    expect(await database.query('SELECT value FROM reins.notes')).toEqual([{ value: 2 }])
  })

  test('that listens hears what is said, also after it broke', async () => {
    const { database, another, cut, kind } = await open('with tables')
    let heard = 0
    let wake = () => {}
    const next = () =>
      new Promise<void>((resolve) => {
        wake = resolve
      })
    const first = next()
    const stop = await (await another()).listen('told', () => {
      heard += 1
      wake()
    })
    await database.query("SELECT pg_notify('told', '')")
    await first
    if (kind === 'postgres') {
      // What was said while nobody listened cannot be known, so it counts as heard.
      const again = next()
      await cut()
      await again
    }
    const last = next()
    const say = () => database.query("SELECT pg_notify('told', '')")
    await say().catch(say)
    await last
    await stop()
    const before = heard
    await database.query("SELECT pg_notify('told', '')")
    await database.query('SELECT 1')
    expect(heard).toBe(before)
  })
})
