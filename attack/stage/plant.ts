import { execFile } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { identity } from './release.ts'

/** A file's text or bytes; `link` is a symbolic link, `run` an executable file, `submodule` a commit id. */
export type Planted = Record<
  string,
  string | Uint8Array | { link: string } | { run: string } | { submodule: string }
>

/** A real repository with one commit, in a new folder. @returns that folder. */
export async function plant(
  work: string,
  files: Planted,
  { path, branch = 'main' }: { path: string | undefined; branch?: string | undefined },
): Promise<string> {
  await mkdir(work, { recursive: true })
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: work, env: identity(path) })
  await git('init', '--quiet', `--initial-branch=${branch}`)
  for (const [name, file] of Object.entries(files)) await put(join(work, name), file)
  await git('add', '--all', '--force')
  for (const [name, file] of Object.entries(files))
    if (typeof file === 'object' && 'submodule' in file)
      await git('update-index', '--add', '--cacheinfo', `160000,${file.submodule},${name}`)
  await git('commit', '--quiet', '--message=Begin')
  return work
}

async function put(path: string, file: Planted[string]): Promise<void> {
  if (typeof file === 'object' && 'submodule' in file) return
  await mkdir(dirname(path), { recursive: true })
  if (typeof file === 'string' || file instanceof Uint8Array) return writeFile(path, file)
  if ('link' in file) return symlink(file.link, path)
  await writeFile(path, file.run)
  await chmod(path, 0o755)
}
