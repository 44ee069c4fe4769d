import type { Git } from './git.ts'

export type GitPerson = { name: string; email: string; date: string }
export type GitCommit = {
  sha: string
  tree: string
  parents: string[]
  author: GitPerson
  committer: GitPerson
  message: string
  signature: string | null
}

/** The commits of these full ids, in order. @throws when one is no commit. */
export function readCommits(git: Git, shas: string[]): Promise<GitCommit[]> {
  return Promise.all(shas.map((sha) => readCommit(git, sha)))
}

export async function readCommit(git: Git, sha: string): Promise<GitCommit> {
  const object = await git.objects.read(sha)
  if (object?.type !== 'commit') throw new Error(`${sha} is no commit`)
  return parseCommit(sha, object.content.toString())
}

/** Ids of commits of a range or a head, newest first. */
export async function listCommits(git: Git, range: string[], most?: number): Promise<string[]> {
  const limit = most === undefined ? [] : [`--max-count=${most}`]
  const out = await git.text(['rev-list', ...limit, ...range])
  return out.split('\n').filter((line) => line !== '')
}

function parseCommit(sha: string, text: string): GitCommit {
  const cut = text.indexOf('\n\n')
  // A header goes on in lines that begin with a space (signatures do).
  const headers = text.slice(0, cut).replace(/\n /g, '\0').split('\n')
  const values = (key: string) =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: toPerson(values('author')[0] ?? ''),
    committer: toPerson(values('committer')[0] ?? ''),
    message: text.slice(cut + 2).replace(/\n+$/, ''),
    signature: values('gpgsig')[0]?.replace(/\0/g, '\n') ?? null,
  }
}

function toPerson(line: string): GitPerson {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*?)> (\d+)/.exec(line) ?? []
  return { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` }
}
