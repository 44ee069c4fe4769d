/**
 * Finds the JSON document in a command's output: package managers print lines before and after it.
 * @returns its value, or why there is none.
 */
export function embeddedJson(
  text: string,
): { kind: 'json'; value: unknown } | { kind: 'broken'; why: string } {
  const start = text.search(/^[ \t]*[[{](?=[\s"\]{}])/m)
  if (start === -1) return { kind: 'broken', why: 'there is no JSON in it' }
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1
  try {
    return { kind: 'json', value: JSON.parse(text.slice(start, end)) }
  } catch (error) {
    return { kind: 'broken', why: `it is not JSON: ${(error as Error).message}` }
  }
}
