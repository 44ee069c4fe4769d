import type { Git } from './git.ts'
import { ZERO } from './resolve.ts'

export type FileChange =
  | { path: string; content: Buffer; mode: '100644' | '100755' | '120000' }
  | { path: string; content: null }

/** Name and address of author or committer; time in milliseconds. */
export type Identity = { name: string; email: string; at: number }

/** One commit with these changes upon `parent` (null: a first commit). Moves no branch. @returns its id. */
export async function commitFiles(
  git: Git,
  commit: {
    parent: string | null
    message: string
    author: Identity
    committer: Identity
    changes: FileChange[]
  },
): Promise<string> {
  // fast-import writes to a ref; this one is of nobody else, and ends before it is ever seen.
  const ref = `refs/playground/import-${process.hrtime.bigint()}`
  const parts: (string | Buffer)[] = [
    `commit ${ref}\nmark :1\n`,
    `author ${toLine(commit.author)}\ncommitter ${toLine(commit.committer)}\n`,
    ...block(Buffer.from(commit.message)),
  ]
  if (commit.parent !== null) parts.push(`from ${commit.parent}\n`)
  // Deletions first: a file may make room for a folder of its name.
  for (const change of commit.changes) if (change.content === null) parts.push(`D ${quote(change.path)}\n`)
  for (const change of commit.changes)
    if (change.content !== null)
      parts.push(`M ${change.mode} inline ${quote(change.path)}\n`, ...block(change.content))
  parts.push(`get-mark :1\nreset ${ref}\nfrom ${ZERO}\n\ndone\n`)

  const input = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  return (await git.text(['fast-import', '--quiet', '--done', '--date-format=raw'], { input })).trim()
}

/** Moves a ref only if it still is where the caller saw it (null: it must not exist). @returns whether it moved. */
export async function moveRef(git: Git, ref: string, to: { from: string | null; to: string | null }) {
  const from = to.from ?? ZERO
  const args = to.to === null ? ['update-ref', '-d', ref, from] : ['update-ref', ref, to.to, from]
  const { code } = await git.run(args, { codes: [0, 1, 128] })
  return code === 0
}

function toLine({ name, email, at }: Identity): string {
  return `${name.replace(/[<>\n]/g, '')} <${email.replace(/[<>\n]/g, '')}> ${Math.floor(at / 1000)} +0000`
}

function block(content: Buffer): (string | Buffer)[] {
  return [`data ${content.length}\n`, content, '\n']
}

function quote(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
