/**
 * What one name of oxc's module record says, in both of its shapes: `{kind, name}`, or read in place as a span with a
 * value, a bare span for a default, or a word. "*" for all, null for nothing.
 */
export function nameIn(part: unknown): string | null {
  if (typeof part === 'string') return part === 'null' ? null : '*'
  if (typeof part !== 'object' || part === null) return null
  if ('kind' in part)
    return part.kind === 'Name' && 'name' in part ? String(part.name) : (KINDS.get(part.kind) ?? null)
  return 'value' in part ? String(part.value) : 'default'
}

const KINDS = new Map<unknown, string>([
  ['Default', 'default'],
  ['NamespaceObject', '*'],
  ['All', '*'],
  ['AllButDefault', '*'],
])
