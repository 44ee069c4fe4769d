import { realOf } from './looked-up.ts'
import type { Machine } from './machine.ts'
import { isOursAlone } from './ours-alone.ts'
import { isWithin } from './paths.ts'
import { TEMP } from './places.ts'

const TEMPS = [TEMP, realOf(TEMP) ?? TEMP]

/** Whether a path is the machine's temporary folder, or lies in it. Links are not followed. */
export function isInTemp(path: string): boolean {
  return TEMPS.some((temp) => isWithin(path, temp))
}

/**
 * Where anybody may write, whether only we can change what stands there; true everywhere else.
 *
 * @param names All of one place: as it was asked for, and what that leads to.
 */
export function isLeftAlone(names: string[], machine: Machine): boolean {
  return !names.some(isInTemp) || names.every((name) => isOursAlone(name, machine))
}
