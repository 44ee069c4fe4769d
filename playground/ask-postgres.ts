import pg from 'pg'

/** One statement on a connection of its own. @returns how many rows it gave or changed. */
export async function askPostgres(url: string, text: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rowCount ?? 0
  } finally {
    await client.end()
  }
}
