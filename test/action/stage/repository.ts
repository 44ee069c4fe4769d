import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tempFolder } from './temp-folder.ts'

/** A file's text; `{ link }` is a symbolic link, `{ run }` an executable file. */
export type Planted = Record<string, string | Buffer | { link: string } | { run: string }>

/** A bare repository with one commit on main. */
export function plantRepository(files: Planted): { dir: string; sha: string } {
  const root = tempFolder()
  const work = join(root, 'work')
  mkdirSync(work)
  for (const [path, file] of Object.entries(files)) plant(join(work, path), file)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: work, env: IDENTITY, encoding: 'utf8', stdio: 'pipe' }).trim()
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all', '--force')
  git('commit', '--quiet', '--message=base')
  const dir = join(root, 'shop.git')
  git('clone', '--quiet', '--bare', work, dir)
  return { dir, sha: git('rev-parse', 'HEAD') }
}

function plant(path: string, file: Planted[string]): void {
  mkdirSync(dirname(path), { recursive: true })
  if (typeof file === 'string' || Buffer.isBuffer(file)) writeFileSync(path, file)
  else if ('link' in file) symlinkSync(file.link, path)
  else {
    writeFileSync(path, file.run)
    chmodSync(path, 0o755)
  }
}

const IDENTITY = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}
