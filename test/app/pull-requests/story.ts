import type { SeenRequest } from '../../../playground/interface/seen-request.ts'
import type { CheckRunView } from '../../../playground/interface/views.ts'
import { type Octokit, tokenClient } from '../../playground/github/kit.ts'
import { begin, type Story } from '../kit.ts'

/** A file of a commit; a string is an ordinary one, null takes it away. */
export type Entry = string | null | { mode: string; content?: string | Uint8Array; sha?: string }

export type PullStory = Story & {
  as: (who: string) => Octokit
  /** One commit on a branch, which begins at main when it is new; `upon` makes it a force-push. @returns its SHA. */
  pushes: (who: string, branch: string, files: Record<string, Entry>, upon?: string) => Promise<string>
  /** Opens a pull request, and the app has said what it has to say. @returns its number. */
  opens: (who: string, head: string, base?: string) => Promise<number>
  /** The check runs `harness`, oldest first. */
  checks: (sha?: string) => CheckRunView[]
  /** What the App read of GitHub and wrote to it since this was asked last, without asking for tokens. */
  calls: () => string[]
}

const at = { owner: 'acme', repo: 'shop' }

export async function beginPulls(files: Record<string, string | null> = {}): Promise<PullStory> {
  const story = await begin({ files, pullRequests: true })
  const { github, repository, settled } = story
  const as = (who: string) => tokenClient(github, github.token(who))
  let seen = github.requests().length
  return {
    ...story,
    as,
    async pushes(who, branch, entries, upon) {
      const head = await github.read.head(repository, branch)
      const sha = await commit(as(who), { parent: upon ?? head ?? story.base, entries })
      const { git } = as(who).rest
      if (head === null) await git.createRef({ ...at, ref: `refs/heads/${branch}`, sha })
      else await git.updateRef({ ...at, ref: `heads/${branch}`, sha, force: upon !== undefined })
      await settled()
      return sha
    },
    async opens(who, head, base = 'main') {
      const { data } = await as(who).rest.pulls.create({ ...at, title: 'Change it', head, base })
      await settled()
      return data.number
    },
    checks: (sha) => github.read.checkRuns(repository, sha).filter(({ name }) => name === 'harness'),
    calls() {
      const all = github.requests()
      const calls = all.slice(seen).filter((one) => one.as === 'reins[bot]' && !isOfApprovals(one))
      seen = all.length
      return calls.map(({ method, path }) =>
        `${method} ${path.replace('/repos/acme/shop/', '')}`.replace(/[0-9a-f]{40}/g, '…'),
      )
    },
  }
}

/** The check run `approvals` has stories of its own. */
function isOfApprovals({ method, path, body }: SeenRequest): boolean {
  if (method === 'GET') return path.endsWith('/check-runs')
  return /CODEOWNERS|reviews\(first|"name":"approvals"/.test(JSON.stringify(body))
}

async function commit(
  octokit: Octokit,
  { parent, entries }: { parent: string; entries: Record<string, Entry> },
): Promise<string> {
  const { git } = octokit.rest
  const { data } = await git.getCommit({ ...at, commit_sha: parent })
  const tree = await Promise.all(
    Object.entries(entries).map(async ([path, entry]) => {
      if (entry === null) return { path, mode: '100644', type: 'blob', sha: null }
      const {
        mode,
        content = '',
        sha,
      } = typeof entry === 'string' ? { mode: '100644', content: entry } : entry
      if (sha !== undefined) return { path, mode, type: 'commit', sha }
      const encoded = Buffer.from(content as string).toString('base64')
      const blob = await git.createBlob({ ...at, content: encoded, encoding: 'base64' })
      return { path, mode, type: 'blob', sha: blob.data.sha }
    }),
  )
  const made = await git.createTree({ ...at, base_tree: data.tree.sha, tree: tree as never })
  const { data: written } = await git.createCommit({
    ...at,
    message: 'Change it',
    tree: made.data.sha,
    parents: [parent],
  })
  return written.sha
}
