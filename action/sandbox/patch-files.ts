import { openInside } from './open-inside.ts'
import type { Performed, Surroundings } from './operation.ts'
import { parsePatch } from './patch/parse-patch.ts'
import type { FilePatch } from './patch/patch.ts'
import { updateText } from './patch/update-text.ts'
import { safePath } from './safe-path.ts'
import type { HostCall } from './tool-host.ts'
import { type FileWrite, writeChanges } from './write-changes.ts'

type PatchCall = Extract<HostCall, { op: 'patch' }>

/** Applies a V4A patch: every file of it, or nothing. */
export async function patchFiles(call: PatchCall, { place }: Surroundings): Promise<Performed> {
  const parsed = parsePatch(call.patch)
  if (parsed.kind === 'broken') return { ok: false, text: `${parsed.why} Nothing was changed.` }
  const writes: FileWrite[] = []
  const told: string[] = []
  for (const file of parsed.files) {
    const planned = await plan(file, place.workspace)
    if (planned.kind === 'refused')
      return { ok: false, text: `Refused: ${planned.why}. Nothing was changed.`, denied: planned.why }
    if (planned.kind === 'broken')
      return { ok: false, text: `${planned.why}\nNothing was changed: send the whole patch again, mended.` }
    writes.push(...planned.writes)
    told.push(...planned.told)
  }
  const twice = writes.find((write, index) => writes.findIndex((one) => one.path === write.path) !== index)
  if (twice !== undefined)
    return { ok: false, text: `${twice.path} would be written twice. Nothing was changed.` }
  const failed = await writeChanges(place.workspace, writes)
  if (failed !== null) return { ok: false, text: `${failed} Nothing was changed.` }
  return { ok: true, text: told.join('\n'), paths: writes.map((write) => write.path) }
}

type Planned =
  | { kind: 'ok'; writes: FileWrite[]; told: string[] }
  | { kind: 'refused'; why: string }
  | { kind: 'broken'; why: string }

async function plan(file: FilePatch, root: string): Promise<Planned> {
  const safe = safePath(file.path, root)
  if (safe.kind === 'refused') return { kind: 'refused', why: `${JSON.stringify(file.path)}: ${safe.why}` }
  const { path } = safe
  if (file.kind === 'add')
    return {
      kind: 'ok',
      writes: [{ path, content: Buffer.from(file.content), mode: 0o644, before: null }],
      told: [`A ${path}`],
    }

  const opened = await openInside(path, [root])
  if (opened.kind === 'missing')
    return { kind: 'broken', why: `${opened.why}; "*** Add File: " makes a new one.` }
  if (opened.kind === 'refused') return { kind: 'refused', why: opened.why }
  const content = await opened.file.readFile()
  await opened.file.close()
  if (opened.path !== path)
    return { kind: 'refused', why: `${path} goes over a symlink; change ${opened.path} itself` }
  const mode = opened.mode & 0o777
  const before = { content, mode }
  const gone: FileWrite = { path, content: null, mode, before }
  if (file.kind === 'delete') return { kind: 'ok', writes: [gone], told: [`D ${path}`] }

  const text = decode(content)
  if (text === null) return { kind: 'broken', why: `${path} is no UTF-8 text; change it with shell.` }
  const updated = updateText(text, file.chunks)
  if (updated.kind === 'broken') return { kind: 'broken', why: `${path}: ${updated.why}` }
  const bytes = Buffer.from(updated.text)
  const notes = updated.notes.map((note) => `  ${note}`)
  if (file.moveTo === null)
    return { kind: 'ok', writes: [{ path, content: bytes, mode, before }], told: [`M ${path}`, ...notes] }
  const target = safePath(file.moveTo, root)
  if (target.kind === 'refused')
    return { kind: 'refused', why: `${JSON.stringify(file.moveTo)}: ${target.why}` }
  if (target.path === path) return { kind: 'broken', why: `${path} would be moved onto itself.` }
  const moved: FileWrite = { path: target.path, content: bytes, mode, before: null }
  return { kind: 'ok', writes: [moved, gone], told: [`R ${path} -> ${target.path}`, ...notes] }
}

function decode(content: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return null
  }
}
