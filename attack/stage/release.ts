import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { releaseFiles } from '../../playground/release.ts'

/** What every world needs and is made once: our own release as a git repository, and a key of the App. */
export type Release = { repository: string; sha: string; privateKey: string }

export async function buildRelease(folder: string, path: string | undefined): Promise<Release> {
  const repository = join(folder, 'release')
  for (const [name, file] of Object.entries(await releaseFiles(join(folder, 'built')))) {
    const at = join(repository, name)
    await mkdir(dirname(at), { recursive: true })
    await writeFile(at, typeof file === 'string' ? file : file.content)
  }
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { cwd: repository, env: identity(path) })).stdout.trim()
  await git('init', '--quiet', '--initial-branch=main')
  // Copied into every world: native parsers neither shrink nor have anything in common.
  await git('config', 'core.compression', '0')
  await git('config', 'pack.window', '0')
  await git('add', '--all', '--force')
  await git('commit', '--quiet', '--message=Release')
  await git('repack', '-a', '-d', '--quiet')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    repository,
    sha: await git('rev-parse', 'HEAD'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Git without anything of this machine's settings. */
export function identity(path: string | undefined): Record<string, string> {
  return {
    ...(path === undefined ? {} : { PATH: path }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  }
}
