import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../peers', import.meta.url))
const modules = join(folder, 'node_modules')

/** How other tools are started: the program and its first arguments; null for one that is not here. */
export type Peers = Record<'cruiser' | 'revDep' | 'astGrep', [string, ...string[]] | null>

/** Installs the tools we are measured beside on first use, and says so; without network it goes on without them. */
export function findPeers(say: (text: string) => void): Peers {
  if (!isInstalled()) {
    say(
      'Installing dependency-cruiser, rev-dep and ast-grep in bench/peers (npm install, needs the network) …',
    )
    // Not `npm ci`: it refuses a lock without the packages of other platforms, which not every registry has.
    const { status, stderr } = spawnSync(
      'npm',
      ['install', '--no-save', '--ignore-scripts', '--loglevel=error'],
      {
        cwd: folder,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    )
    if (status !== 0) say(`They could not be installed: ${stderr?.trim().split('\n')[0] ?? 'npm is missing'}`)
  }
  const peers: Peers = {
    cruiser: existing(join(modules, 'dependency-cruiser/bin/dependency-cruiser.mjs'), (path) => [
      process.execPath,
      path,
    ]),
    revDep: binary(`@rev-dep/${process.platform}-${process.arch}/bin/rev-dep{,.exe}`),
    astGrep: binary(`@ast-grep/cli-${process.platform}-${process.arch}*/ast-grep{,.exe}`),
  }
  const missing = Object.entries(peers).flatMap(([name, found]) => (found === null ? [NAMES[name]] : []))
  if (missing.length > 0) say(`Not here, so not compared: ${missing.join(', ')}.`)
  return peers
}

export const NO_PEERS: Peers = { cruiser: null, revDep: null, astGrep: null }
const NAMES: Record<string, string> = {
  cruiser: 'dependency-cruiser',
  revDep: 'rev-dep',
  astGrep: 'ast-grep',
}

/** What npm wrote down is younger than what the lockfile asks for. */
function isInstalled(): boolean {
  const marker = join(modules, '.package-lock.json')
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs
}

/** Those of the platform's own package: the others only start them. */
function binary(pattern: string): Peers['revDep'] {
  const [found] = globSync(pattern, { cwd: modules })
  return found === undefined ? null : existing(join(modules, found), (path) => [path])
}

function existing(path: string, toCommand: (path: string) => [string, ...string[]]): Peers['revDep'] {
  return existsSync(path) ? toCommand(path) : null
}
