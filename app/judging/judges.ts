import { availableParallelism } from 'node:os'
import { type Child, type Memory, startChild } from './start-child.ts'
import { type Input, type Judge, type Output, TASKS, type TaskName } from './tasks.ts'
import { Unjudged } from './unjudged.ts'

/** Carries out tasks in processes of their own, a few side by side, each installation in its turn. */
export type Judges = {
  of: (installation: number) => Judge
  /** Starts a process before one is needed, and keeps one in hand from then on. Resolves when it need not load any more. */
  warm: () => Promise<void>
  /** Ids of the processes there are. */
  processes: () => number[]
  /** Ends all processes; what waits or is under way is Unjudged. */
  close: () => Promise<void>
}

type Options = {
  sideBySide?: number
  /** Tasks of one installation that may wait. */
  room?: number
  memory?: Memory
  /** Milliseconds, in place of each task's own. */
  within?: number
}
type Job = {
  task: TaskName
  input: unknown
  resolve: (output: unknown) => void
  reject: (error: unknown) => void
}

const MB = 1024 * 1024
const MEMORY: Memory = { heap: 512 * MB, all: 1_024 * MB }
/** Milliseconds after which a process that nobody needs is ended. */
const IDLE = 60_000
/** Milliseconds until there is a new one in hand: loading takes a core for a while, and what it was taken for goes first. */
const REFILL_AFTER = 500

/**
 * A process that has seen a text of one installation carries out nothing for another: whatever a text may do to it, it
 * cannot change or learn what others get. One installation never has all processes.
 */
export function createJudges(options: Options = {}): Judges {
  const sideBySide = options.sideBySide ?? Math.min(4, Math.max(2, availableParallelism()))
  const { room = 200, memory = MEMORY } = options
  /** By installation, in whose turn it is. */
  const waiting = new Map<number, Job[]>()
  const busy = new Map<Child, number>()
  const idle = new Map<Child, { installation: number; timer: NodeJS.Timeout }>()
  let spare: Child | null = null
  let refill: NodeJS.Timeout | undefined
  let warm = false
  let closed = false

  const all = () => [...busy.keys(), ...idle.keys(), ...(spare === null ? [] : [spare])]

  const start = () => {
    for (const [installation, jobs] of waiting) {
      if (busy.size >= sideBySide) return
      const [job] = jobs
      if (job === undefined || busyFor(installation) >= Math.max(1, sideBySide - 1)) continue
      jobs.shift()
      // To the end, so that who asks for much does not hold up who asks for little.
      waiting.delete(installation)
      if (jobs.length > 0) waiting.set(installation, jobs)
      void run(installation, job)
    }
  }
  const busyFor = (installation: number) => [...busy.values()].filter((one) => one === installation).length

  async function run(installation: number, { task, input, resolve, reject }: Job): Promise<void> {
    const child = take(installation)
    busy.set(child, installation)
    try {
      resolve(await child.perform(task, input, options.within ?? TASKS[task].within))
    } catch (error) {
      reject(closed ? new Unjudged(task, 'closed') : error)
    }
    busy.delete(child)
    if (child.alive() && !closed) rest(child, installation)
    start()
  }

  function take(installation: number): Child {
    for (const [child, known] of idle) {
      if (known.installation !== installation) continue
      wake(child)
      if (child.alive()) return child
    }
    const [oldest] = idle.keys()
    if (busy.size + idle.size >= sideBySide && oldest !== undefined) discard(oldest)
    const fresh = spare?.alive() ? spare : startChild(memory, 'asked')
    spare = null
    if (warm) refill ??= setTimeout(keepOne, REFILL_AFTER).unref()
    return fresh
  }
  function keepOne(): Child {
    clearTimeout(refill)
    refill = undefined
    if (!spare?.alive()) spare = startChild(memory, 'ahead')
    return spare
  }

  function rest(child: Child, installation: number): void {
    const timer = setTimeout(() => discard(child), IDLE)
    timer.unref()
    idle.set(child, { installation, timer })
  }
  function wake(child: Child): void {
    clearTimeout(idle.get(child)?.timer)
    idle.delete(child)
  }
  function discard(child: Child): void {
    wake(child)
    child.kill()
  }

  function ask(installation: number, task: TaskName, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new Unjudged(task, 'closed'))
      const jobs = waiting.get(installation) ?? []
      if (jobs.length >= room) return reject(new Unjudged(task, 'full'))
      jobs.push({ task, input, resolve, reject })
      waiting.set(installation, jobs)
      start()
    })
  }

  return {
    of:
      (installation) =>
      async <Name extends TaskName>(task: Name, input: Input<Name>) =>
        (await ask(installation, task, input)) as Output<Name>,
    async warm() {
      if (closed) return
      warm = true
      await keepOne().ready
    },
    processes: () => all().map(({ pid }) => pid),
    async close() {
      closed = true
      clearTimeout(refill)
      for (const jobs of waiting.values())
        for (const { task, reject } of jobs) reject(new Unjudged(task, 'closed'))
      waiting.clear()
      const children = all()
      for (const child of [...idle.keys()]) wake(child)
      for (const child of children) child.kill()
      await Promise.all(children.map(({ ended }) => ended))
    },
  }
}
