import { parsePatch } from './sandbox/patch/parse-patch.ts'
import { safePath } from './sandbox/safe-path.ts'

export type Call = { name: string; arguments: unknown }

/** The paths that a patch names, as it writes them; read by the parser that applies it: nobody sees another patch. */
export function patchedPaths({ arguments: given }: Call): string[] {
  const { patch } = (given ?? {}) as { patch?: unknown }
  const parsed = parsePatch(typeof patch === 'string' ? patch : '')
  if (parsed.kind === 'broken') return []
  return parsed.files.flatMap((file) =>
    file.kind === 'update' && file.moveTo ? [file.path, file.moveTo] : [file.path],
  )
}

/**
 * What a tool call reads or changes, relative to the workspace.
 *
 * @param namedIn Finds the paths that a shell command names.
 */
export function touchedPaths(
  call: Call,
  { workspace, namedIn }: { workspace: string; namedIn: (text: string) => string[] },
): string[] {
  const given = (call.arguments ?? {}) as { path?: unknown; command?: unknown }
  if (call.name === 'shell')
    return typeof given.command === 'string' ? namedIn(given.command.replaceAll(`${workspace}/`, '')) : []
  const written = call.name === 'apply_patch' ? patchedPaths(call) : [given.path]
  return written.flatMap((path) => {
    const safe = typeof path === 'string' ? safePath(path, workspace) : null
    return safe?.kind === 'ok' && safe.path !== '.' ? [safe.path] : []
  })
}
