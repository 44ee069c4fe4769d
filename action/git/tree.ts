import type { Git } from './git.ts'

export type TreeEntry = { mode: string; oid: string }

/** Everything a commit holds, by path. Names that are not UTF-8 come with U+FFFD in them and match nothing of ours. */
export async function readTree(git: Git, commit: string): Promise<Map<string, TreeEntry>> {
  const listed = (await git(['ls-tree', '-r', '-z', '--full-tree', commit])).toString('utf8')
  const tree = new Map<string, TreeEntry>()
  for (const line of listed.split('\0')) {
    const tab = line.indexOf('\t')
    if (tab < 0) continue
    const [mode = '', , oid = ''] = line.slice(0, tab).split(' ')
    tree.set(line.slice(tab + 1), { mode, oid })
  }
  return tree
}

export const SYMLINK = '120000'
export const SUBMODULE = '160000'
