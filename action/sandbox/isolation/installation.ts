import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path/posix'
import { isInTemp } from './in-temp.ts'
import { statOf } from './looked-up.ts'
import type { Machine } from './machine.ts'
import { mayShow } from './may-show.ts'

export const COMMAND_FOLDERS = new Set(['bin', 'sbin', 'shims', '.bin'])

/** Folders in a home that hold more than programs: only these parts of them are shown. */
const PARTS: Record<string, string[]> = {
  '.local': ['bin', 'lib', 'pipx', 'share/pipx', 'share/mise', 'share/uv', 'share/pnpm', 'share/fnm'],
  '.cargo': ['bin'],
  '.config': [],
  '.cache': [],
}

/** Of an installation in a temporary folder only these: what else stands there may be a clone of somebody's. */
const PREFIX = [
  ...COMMAND_FOLDERS,
  ...['lib', 'lib32', 'lib64', 'libexec', 'share', 'include', 'jre', 'jmods', 'conf', 'pyvenv.cfg'],
]

/**
 * What has to be shown so that a command, or a folder of commands, works: the folder it was installed into when that is
 * an installation and nothing else, otherwise only what was asked for, otherwise nothing.
 *
 * @param path Absolute, and there.
 */
export function installationOf(path: string, machine: Machine): string[] {
  const folder = statOf(path)?.isDirectory() ? path : dirname(path)
  const whole = COMMAND_FOLDERS.has(basename(folder)) ? dirname(folder) : folder
  const there = (parts: string[]) =>
    parts.map((part) => join(whole, part)).filter((part) => existsSync(part) && mayShow(part, machine))
  const parts = dirname(whole) === machine.home ? PARTS[basename(whole)] : undefined
  if (parts !== undefined) return there(parts)
  const candidate = [whole, folder].find((one) => mayShow(one, machine))
  if (candidate === undefined) return []
  const mixed = candidate !== folder && isInTemp(whole) && basename(whole) !== 'node_modules'
  return mixed ? there(PREFIX) : [candidate]
}
