/** Global ids as GraphQL and webhooks carry them: opaque to clients, readable to us. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

/** @returns what a global id of this kind stands for, or null when it is none. */
export function fromNodeId(kind: string, id: string): string | null {
  if (!id.startsWith(`${kind}_`)) return null
  const inner = Buffer.from(id.slice(kind.length + 1), 'base64url').toString()
  return nodeId(kind, inner) === id ? inner : null
}
