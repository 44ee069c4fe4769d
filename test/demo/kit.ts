import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { DemoResult } from '../../playground/demo/result.ts'
import type { PlaygroundEvent } from '../../playground/interface/event.ts'

const root = join(import.meta.dirname, '..', '..')

export type Told = {
  code: number
  lines: string[]
  /** The very last line. */
  verdict: string
  /** Of --json: everything but the last two lines. */
  events: PlaygroundEvent[]
  result: DemoResult | null
}

/** Runs the demo as a person does, in a process of its own without the environment of the tests. */
export function demo(...options: string[]): Promise<Told> {
  return new Promise((resolve) => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      TMPDIR: process.env.TMPDIR ?? tmpdir(),
    }
    execFile(
      process.execPath,
      [join(root, 'playground', 'demo.ts'), ...options],
      { cwd: root, env, maxBuffer: 64 * 1024 * 1024, timeout: 240_000 },
      (error, stdout, stderr) => {
        const lines = stdout.trimEnd().split('\n')
        const json = options.includes('--json') && lines.length > 1
        const result = json ? (JSON.parse(lines.at(-2) ?? 'null') as DemoResult) : null
        const events = json ? lines.slice(0, -2).map((line) => JSON.parse(line) as PlaygroundEvent) : []
        if (error?.killed) throw new Error(`The demo did not end:\n${stdout}\n${stderr}`)
        resolve({
          code: typeof error?.code === 'number' ? error.code : 0,
          lines,
          verdict: lines.at(-1) ?? '',
          events,
          result,
        })
      },
    )
  })
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reins-test-'))
  folders.push(folder)
  return folder
}

/** A real git repository with one commit. */
export function repository(files: Record<string, string>): string {
  const path = tempFolder()
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      encoding: 'utf8',
    })
  git('init', '-q', '-b', 'main')
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
  return path
}

export function file(name: string, content: string): string {
  const path = join(tempFolder(), name)
  writeFileSync(path, content)
  return path
}

export function script(turns: unknown): string {
  return file('turns.json', JSON.stringify(turns))
}
