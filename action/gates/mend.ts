import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Check, Harness } from '../../core/harness/harness.ts'
import { judgePath } from '../../core/rules/scope.ts'
import { type Collected, lookAt, readNow } from '../changes.ts'
import { listModified } from '../git/list-changed.ts'
import type { StagedFile } from '../git/stage.ts'
import type { ToolHost } from '../sandbox/tool-host.ts'
import type { Workspace } from '../workspace.ts'

export type Mended = {
  /** Files of the change that are different now. */
  paths: string[]
  /** Others that the command changed, and that are again as they were. */
  putBack: string[]
  /** What could not be put back, with the reason; empty when all was. */
  stuck: string
}

type Standing = StagedFile['now']

/** Files in one call of the tool host. */
const AT_ONCE = 50

/**
 * Runs the `fix` command of a check. Of what it does only edits of files that the change writes already, and may write,
 * are kept: nobody asked for more. Other tracked files are put back; new files are litter, as with any check.
 */
export async function mend(
  { fix, timeout }: Pick<Check, 'timeout'> & { fix: string },
  {
    collected,
    scope,
    workspace,
    host,
    signal,
  }: {
    collected: Collected
    scope: Harness['scope']
    workspace: Workspace
    host: ToolHost
    signal: AbortSignal
  },
): Promise<Mended> {
  const own = new Set(collected.changes.flatMap(({ kind, path }) => (kind === 'write' ? [path] : [])))
  const before = new Map<string, Standing | string>()
  for (const [path, now] of await readAll(host, [...own, ...(await listModified(workspace.tree))]))
    before.set(path, now)

  await host.call({ op: 'exec', command: fix, timeout }, { signal })

  const paths: string[] = []
  const back = new Map<string, Standing>()
  const after = await readAll(host, [...before.keys()])
  for (const [path, was] of before) {
    const is = after.get(path) ?? null
    // What could not be read before cannot be put back; the gate `scope` names it.
    if (typeof was === 'string' || isSame(was, is)) continue
    const isKept = own.has(path) && is !== null && typeof is !== 'string' && mayWrite(path, scope)
    if (isKept) paths.push(path)
    else back.set(path, was)
  }
  const others = (await listModified(workspace.tree)).filter(
    (path) => !before.has(path) && !path.includes('\uFFFD'),
  )
  for (const [path, standing] of await readBase(workspace, others)) back.set(path, standing)
  const stuck = await putBack(back, host)
  return { paths, putBack: [...back.keys()].toSorted(), stuck }
}

function mayWrite(path: string, scope: Harness['scope']): boolean {
  const { verdict } = judgePath(path, scope)
  return verdict === 'write' || verdict === 'protect'
}

function isSame(was: Standing, is: Standing | string): boolean {
  if (typeof is === 'string') return false
  if (was === null || is === null) return was === is
  return was.executable === is.executable && was.content.equals(is.content)
}

async function readAll(host: ToolHost, listed: string[]): Promise<Map<string, Standing | string>> {
  const paths = [...new Set(listed)]
  const seen = await lookAt(host, paths)
  const found = new Map<string, Standing | string>()
  for (const [at, path] of paths.entries()) found.set(path, await readNow(host, path, seen[at]!))
  return found
}

/** Files of the base as they are checked out (line endings and all), written where nothing else can reach. */
async function readBase({ git, path }: Workspace, paths: string[]): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  if (paths.length === 0) return found
  const folder = await mkdtemp(join(dirname(path), 'base-'))
  try {
    const input = paths.map((one) => `${one}\0`).join('')
    await git(['checkout-index', '-z', '--stdin', '--quiet'], { input, workTree: folder })
    for (const one of paths) {
      const at = join(folder, one)
      const kind = await lstat(at)
      if (!kind.isFile()) continue
      found.set(one, { content: await readFile(at), executable: (kind.mode & 0o111) !== 0 })
    }
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function putBack(files: Map<string, Standing>, host: ToolHost): Promise<string> {
  const all = Array.from(files, ([path, standing]) => ({
    path,
    content: standing?.content.toString('base64') ?? null,
    executable: standing?.executable ?? false,
  }))
  const failed: string[] = []
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const { text } = await host.call({ op: 'restore', files: all.slice(at, at + AT_ONCE) }, {})
    if (text !== '') failed.push(text)
  }
  return failed.join('\n')
}
