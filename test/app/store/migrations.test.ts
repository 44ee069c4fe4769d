import { describe, expect, test } from '@jest/globals'
import { migrate } from '../../../app/store/migrate.ts'
import { engines } from './engines.ts'

describe.each(engines)('the tables on $name', ({ open }) => {
  test('two instances that start at once make them once', async () => {
    const { database, another } = await open('empty')
    await Promise.all([migrate(database), migrate(await another()), migrate(await another())])
    const names = await database.query<{ name: string }>('SELECT name FROM reins.migrations')
    expect(names.length).toBeGreaterThan(0)
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length)
    expect(await database.query('SELECT * FROM reins.runs')).toEqual([])
  })

  test('those of a newer version are left as they are, and a sentence says so', async () => {
    const { database } = await open('with tables')
    await database.query("INSERT INTO reins.migrations (name) VALUES ('9999-later.sql')")
    await expect(migrate(database)).rejects.toThrow(/newer version of this app \(9999-later\.sql/)
    await database.query("DELETE FROM reins.migrations WHERE name = '9999-later.sql'")
  })

  test('what breaks in the middle of a transaction leaves nothing behind', async () => {
    const { database } = await open('with tables')
    const broken = database.transaction(async (tx) => {
      await tx.query("INSERT INTO reins.notes (name, value) VALUES ('half', '1')")
      await tx.query('SELECT * FROM reins.no_such_table')
    })
    await expect(broken).rejects.toThrow(/no_such_table/)
    expect(await database.query('SELECT * FROM reins.notes')).toEqual([])
  })
})
