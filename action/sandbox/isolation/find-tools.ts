import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path/posix'
import { credentialsIn } from './credentials.ts'
import { isInTemp, isLeftAlone } from './in-temp.ts'
import { COMMAND_FOLDERS, installationOf } from './installation.ts'
import { realOf, statOf } from './looked-up.ts'
import type { Machine } from './machine.ts'
import { mayShow } from './may-show.ts'
import { isWithin } from './paths.ts'
import { USUAL_HOMES } from './tool-homes.ts'
import type { View } from './view.ts'

export type Tools = { binds: View['binds']; masks: View['masks']; path: string; env: Record<string, string> }

/** Commands of one folder whose links are followed to where they are installed. */
const MAX_LINKS = 500

/** Finds what the commands on PATH need of the machine: the installations they belong to. */
export function findTools(machine: Machine): Tools {
  const shown = new Map<string, string>()
  /** Shows what is on the machine at a path, at that path. @returns whether it can be seen then. */
  const show = (path: string): boolean => {
    if (isShown(path, shown)) return true
    for (const folder of installationOf(path, machine)) shown.set(folder, realpathSync(folder))
    return isShown(path, shown)
  }
  const see = (path: string): boolean => {
    const real = realOf(path)
    // Also in what is shown one folder may be anybody's to write.
    if (real === null || !isLeftAlone([path, real], machine)) return false
    return show(path) && (real === path || show(real))
  }
  if (machine.toolCache !== null && mayShow(machine.toolCache, machine))
    shown.set(machine.toolCache, realpathSync(machine.toolCache))

  const seen = (list: string) => foldersOf(list).filter((folder) => isFolder(folder) && see(folder))
  const path = seen(machine.path)
  for (const folder of path)
    if (!/^\/(usr\/)?s?bin$/.test(folder)) for (const target of links(folder, machine.home)) see(target)

  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(machine.toolHomes)) {
    const folders = seen(value)
    if (folders.length > 0) env[name] = folders.join(':')
  }
  for (const [name, place] of Object.entries(USUAL_HOMES)) {
    const folder = join(machine.home, place)
    const needed =
      isShown(folder, shown) || (name === 'RUSTUP_HOME' && path.some((one) => one.endsWith('.cargo/bin')))
    if (env[name] === undefined && needed && isFolder(folder) && see(folder)) env[name] = folder
  }
  for (const [name, file] of Object.entries(machine.certificates)) {
    if (!existsSync(file) || !isLeftAlone([file, realpathSync(file)], machine)) continue
    if (!isShown(file, shown) && !file.startsWith('/etc/ssl/')) shown.set(file, realpathSync(file))
    env[name] = file
  }
  const binds = [...shown].map(([to, from]) => ({ from, to })).sort((a, b) => a.to.length - b.to.length)
  return {
    binds,
    masks: binds.flatMap(({ to }) => [
      ...credentialsIn(to),
      // Where only a part of an installation is shown.
      ...credentialsIn(dirname(to)).filter(({ path }) => isWithin(path, to)),
    ]),
    path: [...new Set([...path, '/usr/bin', '/bin'])].join(':'),
    env,
  }
}

/** Without `..`, which would lead around everything that is asked of a name. */
function foldersOf(list: string): string[] {
  const absolute = list.split(':').filter((folder) => folder.startsWith('/'))
  return [...new Set(absolute.map((folder) => resolve(folder)))]
}

function isShown(path: string, shown: ReadonlyMap<string, string>): boolean {
  if (/^\/(usr|bin|sbin|lib|lib32|lib64)(\/|$)/.test(path)) return true
  for (let at = path; at !== '/'; at = dirname(at)) if (shown.has(at)) return true
  return false
}

/** Where the commands of a folder really are, when they are links. */
function links(folder: string, home: string): string[] {
  return (
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .slice(0, MAX_LINKS)
      .flatMap((entry) => realOf(join(folder, entry.name)) ?? [])
      // A script somewhere in a home or a temporary folder stands among other things than its own.
      .filter(
        (real) => (!isWithin(real, home) && !isInTemp(real)) || COMMAND_FOLDERS.has(basename(dirname(real))),
      )
  )
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false
}
