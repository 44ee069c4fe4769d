/**
 * Reads the arguments of a call, forgiving what models get wrong: JSON in a string, other names for a key, numbers as
 * text, keys left out (they become null), keys nobody asked for (they are dropped), bare text for a tool with one key.
 */
export function readArguments(
  text: string,
  { keys, aliases }: { keys: string[]; aliases: Record<string, string> },
): { kind: 'ok'; value: Record<string, unknown> } | { kind: 'broken'; why: string } {
  const parsed = parse(text.trim() === '' ? '{}' : text)
  const given = typeof parsed === 'string' ? (parse(parsed) ?? parsed) : parsed
  const bare =
    typeof given === 'string' ? given : given === undefined && !/^\s*[{["]/.test(text) ? text : null
  if (bare !== null && keys.length === 1) return { kind: 'ok', value: { [keys[0]!]: bare } }
  if (given === undefined)
    return { kind: 'broken', why: 'The arguments are not valid JSON, or were cut off.' }
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    return { kind: 'broken', why: 'The arguments are no JSON object.' }
  const named = new Map(Object.entries(given).map(([key, value]) => [aliases[key] ?? key, value]))
  for (const key of keys)
    if (Object.hasOwn(given, key)) named.set(key, (given as Record<string, unknown>)[key])
  return { kind: 'ok', value: Object.fromEntries(keys.map((key) => [key, named.get(key) ?? null])) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
