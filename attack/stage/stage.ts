import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Machine } from '../../playground/stage.ts'
import { openWorld } from './open-world.ts'
import { type Outside, openOutside } from './outside.ts'
import type { Release } from './release.ts'
import { runThread } from './run-thread.ts'
import type { ThreadOptions, Told } from './told.ts'
import type { World, WorldOptions } from './world.ts'

/** Where the attempts of one row happen. What it opens is closed after the row. */
export type Stage = {
  /** A whole GitHub of its own with Reins installed, on which people (and the test, as a runner) do what they like. */
  world: (options?: WorldOptions) => Promise<World>
  /** One whole thread in a world of its own: issue, command, real runner with the bundled action, scripted model. */
  thread: (options: ThreadOptions) => Promise<Told>
  /** Folders of this machine that nothing inside may reach, with canaries. */
  outside: () => Promise<Outside>
  /** Called after the row. */
  afterwards: (closer: () => unknown) => void
  /** PATH of every step of a runner. */
  path: string
  close: () => Promise<void>
}

export async function openStage(given: { machine: Machine; release: Release }): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'reins-attack-'))
  const worlds: Promise<World>[] = []
  const closers: (() => unknown)[] = []
  const world = (options: WorldOptions = {}) => {
    const opened = openWorld({ ...given, folder, ...options })
    worlds.push(opened)
    return opened
  }
  return {
    world,
    thread: async (options) => runThread(await world({ ...options, runner: 'real' }), options),
    outside: async () => {
      const outside = await openOutside(folder)
      closers.push(outside.close)
      return outside
    },
    afterwards: (closer) => closers.push(closer),
    path: given.machine.path ?? '/usr/bin:/bin',
    async close() {
      for (const one of await Promise.allSettled(worlds))
        if (one.status === 'fulfilled') await one.value.close()
      for (const closer of closers.reverse()) await closer()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Made once for the attempts of a row that share it: `const ran = shared((stage) => stage.thread({ … }))`. */
export function shared<T>(make: (stage: Stage) => Promise<T>): (stage: Stage) => Promise<T> {
  const made = new WeakMap<Stage, Promise<T>>()
  return (stage) => {
    const known = made.get(stage) ?? make(stage)
    made.set(stage, known)
    return known
  }
}
