import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const ROUNDS = 20
const PAUSE = 10

/**
 * Ends every process that was started with this HOME, also those that left their process group with setsid: a daemon must
 * not outlive its command. A process that empties its environment on purpose escapes until namespaces hold it.
 * Without /proc (macOS) the process group is all there is.
 *
 * @returns how many were ended.
 */
export async function endLeftovers(home: string, spare: number[]): Promise<number> {
  const ended = new Set<number>()
  for (let round = 0; round < ROUNDS; round++) {
    const found = processesWith(home, spare)
    if (found.length === 0) break
    for (const pid of found) if (kill(pid)) ended.add(pid)
    await sleep(PAUSE)
  }
  return ended.size
}

function processesWith(home: string, spare: number[]): number[] {
  const mark = Buffer.from(`\0HOME=${home}\0`)
  return list('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && !spare.includes(pid))
    .filter((pid) => Buffer.concat([Buffer.of(0), read(`/proc/${pid}/environ`)]).includes(mark))
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
    return false
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Empty for a process of somebody else, or one that is gone. */
function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
