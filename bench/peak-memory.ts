import { readdirSync, readFileSync } from 'node:fs'

/**
 * Watches processes whose command line contains a text and keeps the highest VmHWM seen (the kernel's own peak of the
 * resident set, so sampling misses nothing but the last milliseconds). Bytes; NaN without /proc.
 */
export function watchMemory(commandLine: string): { peak: () => number; stop: () => void } {
  let peak = Number.NaN
  const pids = new Set<string>()
  const timer = setInterval(() => {
    for (const pid of candidates(commandLine, pids)) {
      const kilobytes = Number(read(`/proc/${pid}/status`).match(/^VmHWM:\s+(\d+) kB$/m)?.[1])
      if (Number.isFinite(kilobytes) && !(peak > kilobytes * 1024)) peak = kilobytes * 1024
    }
  }, 50)
  return { peak: () => peak, stop: () => clearInterval(timer) }
}

function candidates(commandLine: string, known: Set<string>): Set<string> {
  for (const pid of processes()) {
    if (!known.has(pid) && read(`/proc/${pid}/cmdline`).includes(commandLine)) known.add(pid)
  }
  return known
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return [] // Not Linux: the figure is "not measured".
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // The process is gone.
  }
}
