import { readdir, readFile } from 'node:fs/promises'

/** Every process a job starts carries this variable, so that what it left behind is found again. */
export const TRACKING = 'RUNNER_TRACKING_ID'

/** Ends what a job left running, as the runner does. @returns names with process ids; empty where there is no /proc. */
export async function endOrphans(trackingId: string): Promise<string[]> {
  const ended: string[] = []
  const entries = await readdir('/proc').catch(() => [])
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry))) {
    const environment = await read(`/proc/${pid}/environ`)
    if (!environment.split('\0').includes(`${TRACKING}=${trackingId}`)) continue
    const name = (await read(`/proc/${pid}/comm`)).trim()
    if (kill(Number(pid))) ended.push(`${name} (${pid})`)
  }
  return ended
}

/** Processes come and go while we look; those of others may not be read. Neither is ours to end. */
async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
