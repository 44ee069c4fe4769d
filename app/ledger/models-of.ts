type Named = { name: string }

/** The implementer's model first; tokens are counted for a run as a whole, so several stand as one. */
export function modelsOf(own: Named, roles: Record<string, Named | undefined> | null | undefined): string {
  const names = [own, ...Object.values(roles ?? {})].flatMap((one) => (one === undefined ? [] : [one.name]))
  return [...new Set(names)].join(' + ')
}
