import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

/** A folder that goes when the file's tests are over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reins-test-'))
  folders.push(folder)
  return folder
}
