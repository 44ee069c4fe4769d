import { realpathSync, type Stats, statSync } from 'node:fs'

/** Null for what is not there, or not ours to look at: then it is not seen inside either. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}

export function realOf(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch {
    return null
  }
}
