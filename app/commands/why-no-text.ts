import type { BaseFile } from '../github/read-files.ts'

/** What stands where text with rules should, and what to do about it. */
export function whyNoText({ mode, bytes }: BaseFile): string {
  if (mode === '120000') return 'this is a symbolic link; put the rules themselves here'
  if (!mode.startsWith('100')) return 'this is no file; put a text file with the rules here'
  return `these ${bytes} bytes are no text, or too many of it; put a text file with the rules here`
}
