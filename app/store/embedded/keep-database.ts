import type { DatabaseProcess } from './start-database.ts'

export type KeptDatabase = {
  /** The process that is there now, or will be. @throws when one cannot be begun. */
  reach: () => Promise<DatabaseProcess>
  close: () => Promise<void>
}

type Given = {
  first: DatabaseProcess
  /** Null: what is lost is lost. */
  begin: (() => Promise<DatabaseProcess>) | null
  /** One has taken the place of another. */
  replaced: (database: DatabaseProcess) => Promise<void>
  onTrouble: (error: Error) => void
}

/** Begins the process of the embedded database again when it ends by itself: at once, and when that fails, whenever somebody asks. */
export function keepDatabase({ first, begin, replaced, onTrouble }: Given): KeptDatabase {
  let current: Promise<DatabaseProcess> | null = Promise.resolve(first)
  let closed = false
  watch(first)

  function watch(database: DatabaseProcess): void {
    void database.ended.then((why) => {
      if (closed) return
      onTrouble(new Error(why))
      if (begin === null) return
      current = null
      reach().catch(onTrouble)
    })
  }

  function reach(): Promise<DatabaseProcess> {
    if (current !== null || begin === null || closed) return current ?? Promise.resolve(first)
    const next = begin().then(async (database) => {
      watch(database)
      await replaced(database)
      return database
    })
    next.catch(() => {
      if (current === next) current = null
    })
    current = next
    return next
  }

  return {
    reach,
    async close() {
      closed = true
      const database = await current?.catch(() => null)
      await database?.close()
    },
  }
}
