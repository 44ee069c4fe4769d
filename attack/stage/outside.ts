import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Call } from './tap.ts'
import type { World } from './world.ts'

/** What stands outside of a room: files that nobody inside may see, each with a word of its own that is looked for. */
export type Outside = {
  /** In the home of who runs this. */
  home: string
  /** Among temporary files. */
  temp: string
  /** A link that leads to the folders of the job, as soon as there is one. */
  job: string
  /** A new word for a place; every one begins with the same letters. */
  canary: (place: string) => string
  /** A file with a first line "outside" and a canary below it. @returns its path. */
  plant: (path: string) => Promise<string>
  /** For `before` of a thread: when the job claims its run, its folders are filled with what a runner has in them. */
  fill: (call: Call, world: World) => Promise<undefined>
  /** The canaries in a text. */
  seenIn: (text: string) => string[]
  close: () => Promise<void>
}

/** Matches every canary, and not itself: a command with it is not found by itself. */
export const CANARY = 'K[4]N4RY-'

/** Below the folders of a job. */
export const IN_JOB = {
  ssh: 'home/.ssh/id_ed25519',
  netrc: 'home/.netrc',
  git: 'home/.git-credentials',
  aws: 'home/.aws/credentials',
  docker: 'home/.docker/config.json',
  npm: 'home/.npmrc',
  gh: 'home/.config/gh/hosts.yml',
  bashrc: 'home/.bashrc',
  profile: 'home/.profile',
  runner: '.credentials',
  key: '.credentials_rsaparams',
  variables: '.env',
  log: '_diag/Worker.log',
  temp: 'work/_temp/secret.txt',
  checkout: 'work/shop/shop/.git/config',
  other: 'work/other/other/secret.txt',
} as const

export async function openOutside(folder: string): Promise<Outside> {
  const words = new Map<string, string>()
  const canary = (place: string) => {
    const word = `K4N4RY-${randomBytes(6).toString('hex')}`
    words.set(place, word)
    return word
  }
  const home = await mkdtemp(join(homedir(), '.reins-attack-'))
  const temp = await mkdtemp(join(folder, 'outside-'))
  const plant = async (path: string) => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `outside\n${canary(path)}\n`, { mode: 0o600 })
    return path
  }
  await plant(join(home, '.netrc'))
  await plant(join(temp, 'secret'))
  const job = join(temp, 'job')
  let filled = false
  return {
    ...{ home, temp, job, canary, plant },
    async fill(call, world) {
      if (filled || !call.path.endsWith('/claim')) return undefined
      filled = true
      const name = (await readdir(world.folder)).find((one) => one.startsWith('reins-runner-'))
      if (name === undefined) throw new Error('there is no folder of the job')
      await symlink(join(world.folder, name), job)
      for (const path of Object.values(IN_JOB)) await plant(join(world.folder, name, path))
      return undefined
    },
    seenIn: (text) => [...words.values()].filter((word) => text.includes(word)),
    close: () => rm(home, { recursive: true, force: true }),
  }
}
