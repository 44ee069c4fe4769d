import { existsSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import pg from 'pg'
import { startPostgres } from '../../playground/start-postgres.ts'

test('a Postgres of one’s own keeps what it was told through a crash; without one, a sentence says so', async () => {
  const postgres = await startPostgres()
  if (postgres.kind === 'none') return expect(postgres.why).toMatch(/Postgres/)
  try {
    const ask = async (text: string) => {
      const client = new pg.Client(postgres.url)
      await client.connect()
      try {
        return (await client.query(text)).rows
      } finally {
        await client.end()
      }
    }
    await ask('CREATE TABLE kept AS SELECT 42 AS value')
    await postgres.restart()
    expect(await ask('SELECT value FROM kept')).toEqual([{ value: 42 }])
  } finally {
    await postgres.stop()
  }
  expect(existsSync(`/proc/${postgres.pid}`)).toBe(false)
})
