import { parse, TomlError } from 'smol-toml'
import { toRecord } from './read-jsonc.ts'

/** A TOML file's table; null when it is broken. */
export function readToml(text: string): Record<string, unknown> | null {
  try {
    return toRecord(parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    if (error instanceof TomlError || error instanceof RangeError) return null
    throw error
  }
}
