import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** Seconds of the clock and of the processors (children included), peak memory in bytes; NaN where it is not told. */
export type Ran = { seconds: number; cpu: number; peak: number; out: string; status: number | null }

/** Runs a program as a whole process, one at a time, and reads what it cost from the kernel. */
export async function runProcess(program: string, args: string[], folder: string): Promise<Ran> {
  const cpuBefore = childrenCpu()
  const from = performance.now()
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let peak = Number.NaN
  const watch = setInterval(() => {
    const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${child.pid}/status`))?.[1])
    if (kilobytes > 0) peak = kilobytes * 1024
  }, SAMPLE_MS)
  const out: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
  try {
    const [status] = await once(child, 'close')
    const seconds = (performance.now() - from) / 1000
    return { seconds, cpu: childrenCpu() - cpuBefore, peak, out: Buffer.concat(out).toString('utf8'), status }
  } finally {
    clearInterval(watch)
  }
}

/** VmHWM is the peak already; what is missed are the last milliseconds. */
const SAMPLE_MS = 10
/** USER_HZ, the same on every Linux that Node runs on. */
const TICKS = 100

/** Of all children that ended, with theirs: fields 16 and 17 of proc_pid_stat(5). */
function childrenCpu(): number {
  const fields = read('/proc/self/stat')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // Not Linux, or the process is gone.
  }
}
