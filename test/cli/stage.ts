import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runCli } from '../../cli/run-cli.ts'
import type { Terminal } from '../../cli/terminal.ts'

export type Shop = {
  folder: string
  write: (files: Record<string, string | null>) => void
  git: (...args: string[]) => string
  commit: (message?: string) => void
  /** Runs the command line as a person would; `folder` is where they stand. */
  reins: (
    args: string[],
    more?: Partial<Terminal>,
  ) => Promise<{ code: number; out: string; err: string; progress: string[] }>
  remove: () => void
}

/** A real git repository with these files committed. */
export function openShop(files: Record<string, string>): Shop {
  const folder = mkdtempSync(join(tmpdir(), 'reins-cli-'))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const write: Shop['write'] = (changed) => {
    for (const [path, content] of Object.entries(changed)) {
      if (content === null) rmSync(join(folder, path), { recursive: true })
      else {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
    }
  }
  const commit: Shop['commit'] = (message = 'more') => {
    git('add', '-A')
    git('commit', '-q', '-m', message, '--allow-empty')
  }
  git('init', '-q', '-b', 'main')
  write(files)
  if (Object.keys(files).length > 0) commit('first')
  return {
    folder,
    write,
    git,
    commit,
    reins: async (args, more = {}) => {
      const written = { out: '', err: '', progress: [] as string[] }
      const code = await runCli(args, {
        out: (text) => {
          written.out += text
        },
        err: (text) => {
          written.err += text
        },
        progress: null,
        colour: false,
        columns: 80,
        folder,
        today: '2026-11-25',
        ...more,
      })
      return { code, ...written }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
