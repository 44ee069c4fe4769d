import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckRun } from '../../../core/checks/parse-check.ts'
import type { Check } from '../../../core/harness/harness.ts'
import type { Finding } from '../../../core/rules/finding.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/checks')
const SOURCE = join(FIXTURES, 'source')

/** The repository the fixtures were made from. */
export const PATHS = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(SOURCE.length + 1))
  .toSorted()

/** Every output of a real tool has a file beside it with what a person is told: the format, then a line a finding. */
export const EXPECTED = '.findings'

export function fixtures(): string[] {
  return readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(SOURCE))
    .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURES.length + 1))
    .filter((name) => name.includes('/') && !name.endsWith(EXPECTED))
    .toSorted()
}

export function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8')
}

export const CHECK: Check = {
  name: 'test',
  run: 'npm test',
  parse: 'auto',
  timeout: 600_000,
  retry: 0,
  paths: [],
  required: true,
}

/** A failed check in the shop's repository, or in one of the given files. */
export function run({
  files,
  check,
  ...given
}: Partial<Omit<CheckRun, 'check'>> & { check?: Partial<Check>; files?: Record<string, string> }): CheckRun {
  const paths = files === undefined ? PATHS : Object.keys(files)
  return {
    check: { ...CHECK, ...check },
    exitCode: 1,
    timedOut: false,
    output: '',
    file: null,
    tracked: (path) => paths.includes(path),
    paths,
    read: (path) => {
      if (!paths.includes(path)) return null
      return files === undefined ? readFileSync(join(SOURCE, path), 'utf8') : (files[path] ?? null)
    },
    ...given,
  }
}

/** `src/cart.js:1 error lint/no-unused-vars: the first line of the message` */
export function line({ path, range, level, rule, message }: Finding): string {
  const place = path === null ? '-' : `${path}${range === null ? '' : `:${range.startLine}`}`
  return `${place} ${level} ${rule}: ${message.split('\n')[0]}`
}
