import { readdirSync, readFileSync } from 'node:fs'

/**
 * Watches a child of this process whose command line contains a text and keeps its VmHWM (the kernel's own peak of the
 * resident set, so sampling misses nothing but the last milliseconds). Looks at children only: reading all of /proc
 * would cost the measured turns their time. Bytes; NaN where the kernel does not tell.
 */
export function watchMemory(commandLine: string): { peak: () => number; stop: () => void } {
  let peak = Number.NaN
  let watched: string | undefined
  const timer = setInterval(() => {
    watched ??= children().find((pid) => read(`/proc/${pid}/cmdline`).includes(commandLine))
    if (watched === undefined) return
    const kilobytes = Number(read(`/proc/${watched}/status`).match(/^VmHWM:\s+(\d+) kB$/m)?.[1])
    if (kilobytes > 0) peak = kilobytes * 1024
  }, 50)
  return { peak: () => peak, stop: () => clearInterval(timer) }
}

/** Process ids; threads of ours start processes, too. */
function children(): string[] {
  return list('/proc/self/task').flatMap((thread) =>
    read(`/proc/self/task/${thread}/children`)
      .split(' ')
      .filter((pid) => pid !== ''),
  )
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // Not Linux: the figure is "not measured".
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // The process is gone, or the kernel was built without.
  }
}
