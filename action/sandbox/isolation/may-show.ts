import { dirname } from 'node:path/posix'
import { isLeftAlone } from './in-temp.ts'
import { realOf } from './looked-up.ts'
import type { Machine } from './machine.ts'
import { isWithin } from './paths.ts'
import { TEMP } from './places.ts'

/** Never shown whole, whatever PATH says. */
const NEVER = [
  '/',
  '/etc',
  '/var',
  '/home',
  '/root',
  '/run',
  TEMP,
  '/proc',
  '/sys',
  '/dev',
  '/boot',
  '/mnt',
  '/srv',
  '/media',
]
/** Nothing in them is a program's installation, or all of it is somebody's. */
const NOTHING_IN = ['/proc', '/sys', '/dev', '/run', '/var/tmp', '/etc', '/boot']

/** @param folder Or file; by its own name and by that of what it leads to, it must be nobody's but a tool's. */
export function mayShow(folder: string, machine: Machine): boolean {
  const real = realOf(folder)
  if (real === null || real === realOf(TEMP) || !isLeftAlone([folder, real], machine)) return false
  return isFree(folder, machine) && isFree(real, realNames(machine))
}

function isFree(folder: string, { home, forbidden, toolCache }: Machine): boolean {
  if (NEVER.includes(folder) || NOTHING_IN.some((one) => isWithin(folder, one))) return false
  if (toolCache !== null && isWithin(folder, toolCache)) {
    // It stands in the runner's folders; none of them stands in it.
    const others = forbidden.filter((one) => one === toolCache || !isWithin(toolCache, one))
    return !others.some((one) => isWithin(one, folder) || isWithin(folder, one))
  }
  // A folder that holds somebody's home, or is one.
  if (isWithin(home, folder) || dirname(folder) === '/home') return false
  return !forbidden.some((one) => isWithin(one, folder) || isWithin(folder, one))
}

function realNames(machine: Machine): Machine {
  const named = (path: string) => realOf(path) ?? path
  return {
    ...machine,
    home: named(machine.home),
    forbidden: machine.forbidden.map(named),
    toolCache: machine.toolCache === null ? null : named(machine.toolCache),
  }
}
