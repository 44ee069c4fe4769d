import { openInside } from './open-inside.ts'
import type { Performed, Surroundings } from './operation.ts'
import { safePath } from './safe-path.ts'
import type { HostCall } from './tool-host.ts'
import { writeChanges } from './write-changes.ts'

type RestoreCall = Extract<HostCall, { op: 'restore' }>

/** Puts files back to given bytes, each by itself; `text` names those that could not be, with the reason. */
export async function restoreFiles({ files }: RestoreCall, { place }: Surroundings): Promise<Performed> {
  const failed: string[] = []
  for (const file of files) {
    const why = await restore(file, place.workspace)
    if (why !== null) failed.push(`${file.path}: ${why}`)
  }
  return { ok: failed.length === 0, text: failed.join('\n') }
}

async function restore(
  { path: written, content, executable }: RestoreCall['files'][number],
  root: string,
): Promise<string | null> {
  const safe = safePath(written, root)
  if (safe.kind === 'refused') return safe.why
  const opened = await openInside(safe.path, [root])
  if (opened.kind === 'missing' && content === null) return null
  const before = await standing(opened)
  const mode = executable ? 0o755 : 0o644
  const bytes = content === null ? null : Buffer.from(content, 'base64')
  return writeChanges(root, [{ path: safe.path, content: bytes, mode, before }])
}

async function standing(
  opened: Awaited<ReturnType<typeof openInside>>,
): Promise<{ content: Buffer; mode: number } | null> {
  if (opened.kind === 'missing') return null
  // What is no regular file is replaced by one; nothing of it is worth keeping.
  if (opened.kind === 'refused') return { content: Buffer.alloc(0), mode: 0o644 }
  try {
    return { content: await opened.file.readFile(), mode: opened.mode & 0o777 }
  } finally {
    await opened.file.close()
  }
}
