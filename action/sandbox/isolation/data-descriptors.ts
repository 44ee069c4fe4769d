import type { ChildProcess, StdioOptions } from 'node:child_process'
import type { Writable } from 'node:stream'

/**
 * Gives a program data on file descriptors of their own, beside its stdio, without files.
 */
export function dataDescriptors(stdio: StdioOptions) {
  const all: Exclude<StdioOptions, string> = typeof stdio === 'string' ? [stdio, stdio, stdio] : [...stdio]
  const contents: { fd: number; data: string | Uint8Array }[] = []
  return {
    stdio: all,
    add: (data: string | Uint8Array): string => {
      const fd = all.push('pipe') - 1
      contents.push({ fd, data })
      return String(fd)
    },
    feed: (child: ChildProcess) => {
      for (const { fd, data } of contents) {
        const pipe = child.stdio[fd] as Writable | null | undefined
        // A program that ends before it read says so by its exit code.
        pipe?.on('error', () => {})
        pipe?.end(data)
      }
    },
  }
}
