import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE = 5
/** Longest wait, ms: to give back the memory of what was killed takes the kernel a while. */
const PATIENCE = 15_000

/**
 * Ends every other process of this PID namespace but its init, whatever it did to get away: kill(2) with -1. For a host
 * that has a namespace of its own; anywhere else this ends the user's whole session.
 * When something is left all the same, we end ourselves: init goes with us, and all of the namespace with init.
 */
export async function endAll(): Promise<void> {
  const started = performance.now()
  while (killOthers()) {
    if (performance.now() - started > PATIENCE) {
      process.stderr.write('Processes of a command could not be ended.\n')
      process.exit(1)
    }
    await sleep(PAUSE)
  }
}

/** @returns whether there was one, be it dead and not yet buried by init. */
function killOthers(): boolean {
  try {
    return process.kill(-1, 'SIGKILL')
  } catch (error) {
    // ESRCH: nobody is left. EPERM: somebody who is not ours, as a set-user-ID program would be.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    return othersThan([1, process.pid]).length > 0
  }
}

function othersThan(spared: number[]): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && !spared.includes(pid))
}
