import { totalmem } from 'node:os'
import {
  MAX_MEMORY_SHARE,
  MAX_PRINTED_BYTES,
  MAX_PROCESSES,
  MAX_THREADS,
  MAX_WRITTEN_BYTES,
  MAX_WRITTEN_FILE_BYTES,
  MIN_FREE_BYTES,
} from '../../core/run/agent-limits.ts'

/** What a command may take, with all it starts. Bytes, and numbers of. */
export type Bounds = {
  processes: number
  threads: number
  memory: number
  /** Of one file. */
  file: number
  written: number
  /** On the disk of the workspace, must stay free. */
  free: number
  printed: number
}

/** The bounds on this machine; asked outside, where a container's own limit on memory can be seen. */
export function boundsHere(): Bounds {
  const limited = process.constrainedMemory()
  const memory = limited > 0 ? Math.min(limited, totalmem()) : totalmem()
  return {
    processes: MAX_PROCESSES,
    threads: MAX_THREADS,
    memory: Math.floor(memory * MAX_MEMORY_SHARE),
    file: MAX_WRITTEN_FILE_BYTES,
    written: MAX_WRITTEN_BYTES,
    free: MIN_FREE_BYTES,
    printed: MAX_PRINTED_BYTES,
  }
}
