import { dirname } from 'node:path/posix'
import type { Room } from './isolation.ts'
import { isWithin } from './paths.ts'
import { TEMP, WORKSPACE } from './places.ts'
import { ownFiles, type View } from './view.ts'

/** How a room is put together on an empty root, step by step; every way to make one follows the same list. */
export type Step =
  | { kind: 'folder'; at: string }
  | { kind: 'bind'; from: string; at: string; writable: boolean }
  | { kind: 'link'; at: string; target: string }
  | { kind: 'file'; at: string; text: string }
  /** An empty folder or file over what a bind showed. */
  | { kind: 'mask'; at: string; folder: boolean }
  /** An empty folder for other steps to stand in, until it is frozen. */
  | { kind: 'stand'; at: string }
  | { kind: 'proc' | 'dev' | 'freeze'; at: string }

/** @param id Of whoever the program runs as. */
export function layoutOf(view: View, room: Room, id: { uid: number; gid: number }): Step[] {
  const bind = (from: string, at: string, writable: boolean): Step => ({ kind: 'bind', from, at, writable })
  const binds = view.binds.map(({ from, to }) => bind(from, to, false))
  const masks = view.masks.map(({ path, folder }): Step => ({ kind: 'mask', at: path, folder }))
  const inTemp = ({ at }: Step) => isWithin(at, TEMP)
  const elsewhere = (step: Step) => !inTemp(step)
  const stands = standsFor(binds.filter(inTemp))
  const isFolder = (step: Step) => step.kind === 'mask' && step.folder
  return withFolders([
    ...binds.filter(elsewhere),
    ...view.links.map((link): Step => ({ kind: 'link', ...link })),
    ...masks.filter(elsewhere),
    ...[...ownFiles(id), ...view.files].map((file): Step => ({ kind: 'file', ...file })),
    ...['/run', TEMP, '/home'].map((at): Step => ({ kind: 'folder', at })),
    { kind: 'proc', at: '/proc' },
    { kind: 'dev', at: '/dev' },
    ...room.mounts.map(({ from, to, writable }) => bind(from, to, writable)),
    ...[...stands, ...binds.filter(inTemp), ...masks.filter(inTemp)],
    bind(room.workspace, WORKSPACE, true),
    ...room.frozen.map((path) => bind(`${room.workspace}/${path}`, `${WORKSPACE}/${path}`, false)),
    { kind: 'freeze', at: '/dev' },
    ...[...masks.filter(isFolder), ...stands].map(({ at }): Step => ({ kind: 'freeze', at })),
    { kind: 'freeze', at: '/' },
  ])
}

/**
 * Of the room's temporary folder nothing but its own entries is mounted on: what is deeper, a command could move from under
 * the next room's mounts. What is a mount in every room, none can move.
 */
function standsFor(binds: Step[]): Step[] {
  const entries = new Set(binds.map(({ at }) => `${TEMP}/${at.slice(TEMP.length + 1).split('/')[0]}`))
  return [...entries]
    .filter((entry) => !binds.some(({ at }) => at === entry))
    .map((at) => ({ kind: 'stand', at }))
}

/** Folders on the way to a step stand before it, or they would be made closed to everybody but root. */
function withFolders(steps: Step[]): Step[] {
  /** Ours to make folders in; and what shows a folder of the machine, where they already are. */
  const made = new Set(['/'])
  const shown = new Set<string>()
  return steps.flatMap((step) => {
    const missing: string[] = []
    let at = step.kind === 'folder' ? step.at : dirname(step.at)
    for (; !made.has(at) && !shown.has(at); at = dirname(at)) missing.unshift(at)
    const folders = shown.has(at) ? [] : missing
    for (const folder of folders) made.add(folder)
    if (step.kind === 'stand' || (step.kind === 'mask' && step.folder)) made.add(step.at)
    else if (step.kind !== 'folder' && step.kind !== 'freeze') shown.add(step.at)
    const steps = folders.map((folder): Step => ({ kind: 'folder', at: folder }))
    return step.kind === 'folder' ? steps : [...steps, step]
  })
}
