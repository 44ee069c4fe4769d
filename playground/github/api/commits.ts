import { z } from 'zod'
import { diffFiles, EMPTY_TREE } from '../git/diff.ts'
import { pullCommits } from '../git/pull-numbers.ts'
import { listCommits, readCommit, readCommits } from '../git/read-commits.ts'
import { mergeBase, resolveCommit } from '../git/resolve.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { notFound, unprocessable } from '../http/refusal.ts'
import { MAX_COMPARED_COMMITS, MAX_COMPARED_FILES } from '../limits.ts'
import { commitView, diffEntryView } from '../views/commit.ts'
import { isPull, type Pull, pullView } from '../views/pull-request.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from '../views/repository-urls.ts'
import type { Repository } from '../world/repository.ts'

export const commits = [
  endpoint('GET /repos/{owner}/{repo}/commits')({
    docs: 'commits/commits#list-commits',
    needs: 'contents=read',
    query: z.object({ sha: z.string().optional(), path: z.string().optional() }),
    answer: async (call) => {
      const { world, repository, query } = call
      const head = await resolveCommit(repository.git, query.sha ?? repository.defaultBranch)
      if (!head) throw notFound()
      const range = query.path === undefined ? [head] : [head, '--', query.path]
      const { slice, headers } = paginate(call, await listCommits(repository.git, range))
      const found = await readCommits(repository.git, slice)
      return { status: 200, body: found.map((one) => commitView(world, repository, one)), headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/commits/{ref}')({
    docs: 'commits/commits#get-a-commit',
    needs: 'contents=read',
    answer: async (call) => {
      const { world, repository, params, headers } = call
      const sha = await theCommit(repository, params.ref)
      if (/\bsha\b/.test(headers.get('accept') ?? ''))
        return { raw: Buffer.from(sha), headers: { 'content-type': 'application/vnd.github.sha' } }
      const commit = await readCommit(repository.git, sha)
      const files = await diffFiles(repository.git, commit.parents[0] ?? EMPTY_TREE, sha)
      const page = paginate(call, files)
      const additions = files.reduce((sum, file) => sum + file.additions, 0)
      const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
      return {
        status: 200,
        body: {
          ...commitView(world, repository, commit),
          stats: { additions, deletions, total: additions + deletions },
          files: page.slice.map((file) => diffEntryView(world, repository, { file, ref: sha })),
        },
        headers: page.headers,
      }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/compare/{basehead}')({
    docs: 'commits/commits#compare-two-commits',
    needs: 'contents=read',
    answer: async (call) => {
      const { world, repository, params } = call
      const [base = '', head = ''] = params.basehead.split('...')
      const [from, to] = [
        await resolveCommit(repository.git, base),
        await resolveCommit(repository.git, head),
      ]
      if (!from || !to) throw notFound()
      const common = await mergeBase(repository.git, from, to)
      if (!common) throw notFound(`No common ancestor between ${base} and ${head}.`)
      const ahead = (await listCommits(repository.git, [to, `^${from}`])).reverse()
      const behind = await listCommits(repository.git, [from, `^${to}`])
      const { slice, headers } = paginate(call, ahead.slice(0, MAX_COMPARED_COMMITS))
      const found = await readCommits(repository.git, slice)
      const files = (await diffFiles(repository.git, common, to)).slice(0, MAX_COMPARED_FILES)
      const url = `${repositoryApiUrl(world, repository)}/compare/${base}...${head}`
      const html = `${repositoryHtmlUrl(world, repository)}/compare`
      return {
        status: 200,
        body: {
          url,
          html_url: `${html}/${base}...${head}`,
          permalink_url: `${html}/${from}...${to}`,
          diff_url: `${html}/${base}...${head}.diff`,
          patch_url: `${html}/${base}...${head}.patch`,
          base_commit: commitView(world, repository, await readCommit(repository.git, from)),
          merge_base_commit: commitView(world, repository, await readCommit(repository.git, common)),
          status: comparison(ahead.length, behind.length),
          ahead_by: ahead.length,
          behind_by: behind.length,
          total_commits: ahead.length,
          commits: found.map((one) => commitView(world, repository, one)),
          files: files.map((file) => diffEntryView(world, repository, { file, ref: to })),
        },
        headers,
      }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls')({
    docs: 'commits/commits#list-pull-requests-associated-with-a-commit',
    needs: 'pull_requests=read',
    answer: async (call) => {
      const { world, repository, params } = call
      const sha = await theCommit(repository, params.commit_sha)
      const found: Pull[] = []
      for (const issue of repository.issues.values())
        if (isPull(issue) && (await pullCommits(repository, issue.pull)).includes(sha)) found.push(issue)
      const { slice, headers } = paginate(call, found)
      return { status: 200, body: slice.map((one) => pullView(world, repository, one)), headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/branches')({
    docs: 'branches/branches#list-branches',
    needs: 'contents=read',
    answer: async (call) => {
      const { world, repository } = call
      const out = await repository.git.text([
        'for-each-ref',
        '--format=%(objectname) %(refname:lstrip=2)',
        'refs/heads/',
      ])
      const { slice, headers } = paginate(
        call,
        out.split('\n').filter((line) => line !== ''),
      )
      const body = slice.map((line) => {
        const [sha = '', name = ''] = line.split(' ')
        const url = `${repositoryApiUrl(world, repository)}/commits/${sha}`
        return { name, commit: { sha, url }, protected: false }
      })
      return { status: 200, body, headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/branches/{branch}')({
    docs: 'branches/branches#get-a-branch',
    needs: 'contents=read',
    answer: async ({ world, repository, params }) => {
      const sha = await resolveCommit(repository.git, `refs/heads/${params.branch}`)
      if (!sha) throw notFound('Branch not found')
      const commit = commitView(world, repository, await readCommit(repository.git, sha))
      const url = `${repositoryApiUrl(world, repository)}/branches/${encodeURIComponent(params.branch)}`
      return {
        status: 200,
        body: {
          name: params.branch,
          commit,
          _links: { self: url, html: `${repositoryHtmlUrl(world, repository)}/tree/${params.branch}` },
          protected: false,
          protection: {
            enabled: false,
            required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
          },
          protection_url: `${url}/protection`,
        },
      }
    },
  }),
]

/** The commit a path names. @throws Refusal: 422 for an id nobody has, as GitHub says it. */
export async function theCommit(repository: Repository, ref: string): Promise<string> {
  const sha = await resolveCommit(repository.git, ref.replace(/^heads\//, ''))
  if (!sha) throw unprocessable(`No commit found for SHA: ${ref}`)
  return sha
}

function comparison(ahead: number, behind: number) {
  if (ahead === 0 && behind === 0) return 'identical'
  if (ahead > 0 && behind > 0) return 'diverged'
  return ahead > 0 ? 'ahead' : 'behind'
}
