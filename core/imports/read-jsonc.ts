/**
 * JSON as tsconfig.json is written, with comments, trailing commas and a BOM; null when it is not even that.
 */
export function readJsonc(text: string): Record<string, unknown> | null {
  const bare = text
    .replace(/^\uFEFF/, '')
    .replace(/("(?:[^"\\]|\\[\s\S])*(?:"|$))|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, '$1')
    .replace(/("(?:[^"\\]|\\[\s\S])*(?:"|$))|,(?=\s*[}\]])/g, '$1')
  try {
    return toRecord(JSON.parse(bare))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export function toRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

export function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The strings of a list; a single string is a list of one. */
export function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
