/** Readings of values that models write in another type than asked for; what cannot be read stays as it is. */

export function looseInt(value: unknown): unknown {
  if (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.round(Number(value))
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : value
}

export function looseBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return (
    /^(true|yes|met|done|passed)$/i.test(value.trim()) ||
    (/^(false|no|unmet|failed)$/i.test(value.trim()) ? false : value)
  )
}

/** A list, or one entry without a list around it; texts become objects with the text under `key`. */
export function looseList(value: unknown, key: string): Record<string, unknown>[] {
  const parsed = typeof value === 'string' ? (parseList(value) ?? [value]) : (value ?? [])
  const list = Array.isArray(parsed) ? parsed : [parsed]
  return list
    .filter((entry) => entry !== null && entry !== '')
    .map((entry) => (typeof entry === 'object' ? entry : { [key]: String(entry) }))
}

function parseList(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
