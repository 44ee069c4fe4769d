import type { Loose } from './loose.ts'

export function ignoreLines(text: string): Loose[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('!'))
    .map((line) => ({ key: `ignore ${line}`, evidence: `ignores ${line}`, word: line }))
}
