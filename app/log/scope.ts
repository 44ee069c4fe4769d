import { AsyncLocalStorage } from 'node:async_hooks'

/** What a line of the log is about: ids only. */
export type Ids = {
  /** GUID. */
  delivery?: string
  installation?: number
  repository?: number
  /** Its key. */
  run?: string
}

/** Whatever is logged while a piece of work is done carries its ids, however deep, and without anybody handing them on. */
export type Scope = {
  within: <T>(ids: Ids, work: () => T) => T
  ids: () => Ids
}

export function createScope(): Scope {
  const storage = new AsyncLocalStorage<Ids>()
  const ids = () => storage.getStore() ?? {}
  return {
    ids,
    within: (more, work) => storage.run({ ...ids(), ...more }, work),
  }
}
