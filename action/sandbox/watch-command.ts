import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { MIN_MEMORY_SHARE, WATCH_PAUSE } from '../../core/run/agent-limits.ts'
import { bytes } from '../../core/say/numbers.ts'
import type { Place } from './host-message.ts'

/**
 * Looks again and again at what a command takes of the machine with all it started, and says once what is too much, as
 * the end of "The command …". In a PID namespace of our own every process but the host and init is the command's.
 *
 * @param printed Bytes it has written to its output so far.
 * @returns the end of it.
 */
export function watchCommand(place: Place, printed: () => number, stop: (why: string) => void): () => void {
  const { bounds } = place
  const disks = [place.workspace, place.home]
  const freeAtFirst = disks.map(freeBytes)
  const isShortAtFirst = place.apart && isMemoryShort()
  const timer = setInterval(() => {
    const why = tooMuch()
    if (why === null) return
    clearInterval(timer)
    stop(why)
  }, WATCH_PAUSE)
  return () => clearInterval(timer)

  function tooMuch(): string | null {
    if (printed() > bounds.printed) return `printed more than ${bytes(bounds.printed)}`
    const written = disks.map((disk, n) => freeAtFirst[n]! - freeBytes(disk))
    if (Math.max(...written) > bounds.written) return `wrote more than ${bytes(bounds.written)} to the disk`
    // On a disk that was full before, a command that frees some of it must be let.
    if (disks.some((disk, n) => freeBytes(disk) < bounds.free && written[n]! > 0))
      return `left less than ${bytes(bounds.free)} free on the disk`
    return place.apart ? tooManyOrLarge() : null
  }

  function tooManyOrLarge(): string | null {
    const pids = processes()
    if (pids.length > bounds.processes) return `had more than ${bounds.processes} processes at once`
    const room = bounds.memory - filesInMemory()
    // Pages that several have are counted for each: only when that is too much, the costly, exact look.
    if (sum(pids, residentBytes) > room && sum(pids, properBytes) > room)
      return `used more than ${bytes(bounds.memory)} of memory`
    return !isShortAtFirst && isMemoryShort() ? 'used up the memory of the machine' : null
  }
}

/** Everybody in the namespace but init and us. */
function processes(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid)
}

function residentBytes(pid: number): number {
  return kibOf(read(`/proc/${pid}/status`), 'VmRSS')
}

/** Its own pages, and its part of those it has together with others. */
function properBytes(pid: number): number {
  return kibOf(read(`/proc/${pid}/smaps_rollup`), 'Pss')
}

/** Files in memory belong to no process: what lies in the tmpfs that programs may write. */
function filesInMemory(): number {
  const used = new Map<number, number>()
  for (const folder of ['/dev', '/dev/shm']) {
    const { type, blocks, bfree, bsize } = statfsSync(folder)
    if (type === TMPFS) used.set(statSync(folder).dev, (blocks - bfree) * bsize)
  }
  return sum([...used.values()], (size) => size)
}

const TMPFS = 0x0102_1994

function isMemoryShort(): boolean {
  const meminfo = read('/proc/meminfo')
  return kibOf(meminfo, 'MemAvailable') < kibOf(meminfo, 'MemTotal') * MIN_MEMORY_SHARE
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function kibOf(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024
}

/** Empty for a process that is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
