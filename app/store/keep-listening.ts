import pg from 'pg'

type Listening = { channel: string; heard: () => void; onTrouble: (error: Error) => void }

/** Between two tries to listen again. Milliseconds. */
const AGAIN = 1_000

/**
 * One connection that does nothing but listen, made anew when it breaks; what was said meanwhile cannot be known, so it
 * counts as heard.
 */
export async function keepListening(
  settings: pg.ClientConfig,
  { channel, heard, onTrouble }: Listening,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    const next = new pg.Client(settings)
    const lost = (error: Error) => {
      if (client !== next || stopped) return
      client = null
      onTrouble(error)
      later()
    }
    next.on('error', lost)
    next.on('end', () => lost(new Error('The connection that listens was closed.')))
    next.on('notification', heard)
    client = next
    await next.connect()
    await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
  }

  function later(): void {
    timer = setTimeout(async () => {
      try {
        await listen()
        heard()
      } catch (error) {
        client = null
        if (stopped) return
        onTrouble(error as Error)
        later()
      }
    }, AGAIN)
    timer.unref()
  }

  await listen()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end()
  }
}
