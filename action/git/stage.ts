import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Git } from './git.ts'

/** A file as it stands in the workspace; null: it is gone. */
export type StagedFile = { path: string; now: { content: Buffer; executable: boolean } | null }

/** What git says about one path against a tree. `oid` is the new blob's, null when the path is deleted. */
export type StagedChange = {
  path: string
  status: 'added' | 'modified' | 'deleted'
  mode: string
  oid: string | null
  baseOid: string | null
  added: number
  removed: number
}

/**
 * Compares files with a tree, as a commit of them would: line endings and the like as `.gitattributes` says. Git reads
 * copies in a folder that nobody else can write, so a file swapped for a link meanwhile leads nowhere.
 */
export async function stage(
  git: Git,
  { tree, files, folder }: { tree: string; files: StagedFile[]; folder: string },
): Promise<StagedChange[]> {
  if (files.length === 0) return []
  const staging = await mkdtemp(join(folder, 'staging-'))
  try {
    const workTree = join(staging, 'files')
    await mkdir(workTree)
    for (const { path, now } of files) if (now !== null) await write(join(workTree, path), now)
    const index = join(staging, 'index')
    const call = { index, workTree }
    await git(['read-tree', tree], call)
    // A file may stand where a folder was, and the other way round: out with the old first.
    const input = files.map(({ path }) => `${path}\0`).join('')
    await git(['update-index', '-z', '--force-remove', '--stdin'], { ...call, input })
    const present = files.filter(({ now }) => now !== null).map(({ path }) => `${path}\0`)
    await git(['update-index', '-z', '--add', '--replace', '--stdin'], { ...call, input: present.join('') })
    const diff = [
      'diff-index',
      '--cached',
      '-z',
      '--raw',
      '--numstat',
      '--no-renames',
      '--no-ext-diff',
      '--abbrev=64',
    ]
    return parse((await git([...diff, tree], call)).toString('utf8'))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function write(path: string, { content, executable }: NonNullable<StagedFile['now']>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content, { flag: 'wx' })
  await chmod(path, executable ? 0o755 : 0o644)
}

/** `:oldMode newMode oldOid newOid status\0path\0` for each, then `added\tremoved\tpath\0`, "-" for binary files. */
function parse(out: string): StagedChange[] {
  const fields = out.split('\0')
  const changes = new Map<string, StagedChange>()
  let at = 0
  for (; fields[at]?.startsWith(':'); at += 2) {
    const [, mode = '', baseOid = '', oid = '', status = ''] = (fields[at] ?? '').split(' ')
    const path = fields[at + 1] ?? ''
    changes.set(path, {
      path,
      status: STATUS[status[0] ?? ''] ?? 'modified',
      mode,
      oid: /^0+$/.test(oid) ? null : oid,
      baseOid: /^0+$/.test(baseOid) ? null : baseOid,
      added: 0,
      removed: 0,
    })
  }
  for (; fields[at]; at++) {
    const [added = '', removed = '', path = ''] = split(fields[at] ?? '')
    const change = changes.get(path)
    if (change === undefined) continue
    change.added = Number.parseInt(added, 10) || 0
    change.removed = Number.parseInt(removed, 10) || 0
  }
  return [...changes.values()]
}

const STATUS: Record<string, StagedChange['status']> = { A: 'added', D: 'deleted' }

/** At the first two tabs only: a path may hold more. */
function split(line: string): string[] {
  return /^([^\t]*)\t([^\t]*)\t(.*)$/s.exec(line)?.slice(1) ?? []
}
