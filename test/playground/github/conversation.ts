import type { Octokit } from './kit.ts'

/** One call of a conversation, with what earlier ones brought to light. */
export type Step = (call: Octokit['rest'], seen: Seen) => Promise<{ status: number; data?: unknown }>
export type Seen = { base: string; head: string; tree: string; comment: number; pull: number; check: number }

const repo = { owner: 'ada', repo: 'shop' }
const keep =
  (key: keyof Seen, pick: (data: never) => unknown, step: Step): Step =>
  async (call, seen) => {
    const answer = await step(call, seen)
    Object.assign(seen, { [key]: pick(answer.data as never) })
    return answer
  }

/** Name, call, and the fields of its answer that have to agree. */
export const CONVERSATION: [string, Step, string[]][] = [
  ['repository', (call) => call.repos.get(repo), ['full_name', 'private', 'default_branch', 'owner.login']],
  ['repository that is not there', (call) => call.repos.get({ owner: 'ada', repo: 'no' }), ['message']],
  [
    'branch',
    keep(
      'base',
      (data: { commit: { sha: string } }) => data.commit.sha,
      (call) => call.repos.getBranch({ ...repo, branch: 'main' }),
    ),
    ['name'],
  ],
  [
    'file',
    (call) => call.repos.getContent({ ...repo, path: 'README.md' }),
    ['type', 'encoding', 'path', 'sha', 'size'],
  ],
  ['file that is not there', (call) => call.repos.getContent({ ...repo, path: 'no' }), ['message']],
  [
    'issue',
    (call) => call.issues.create({ ...repo, title: 'A', body: 'B' }),
    ['number', 'state', 'title', 'body', 'comments'],
  ],
  ['issue that is not there', (call) => call.issues.get({ ...repo, issue_number: 99 }), ['message']],
  [
    'comment',
    keep(
      'comment',
      (data: { id: number }) => data.id,
      (call) => call.issues.createComment({ ...repo, issue_number: 1, body: 'C' }),
    ),
    ['body', 'user.type'],
  ],
  [
    'comment changed',
    (call, { comment }) => call.issues.updateComment({ ...repo, comment_id: comment, body: 'D' }),
    ['body'],
  ],
  ['label added', (call) => call.issues.addLabels({ ...repo, issue_number: 1, labels: ['ui'] }), ['0.name']],
  [
    'branch made',
    (call, { base }) => call.git.createRef({ ...repo, ref: 'refs/heads/x', sha: base }),
    ['ref', 'object.type'],
  ],
  [
    'branch made again',
    (call, { base }) => call.git.createRef({ ...repo, ref: 'refs/heads/x', sha: base }),
    ['message'],
  ],
  [
    'commit read',
    keep(
      'tree',
      (data: { tree: { sha: string } }) => data.tree.sha,
      (call, { base }) => call.git.getCommit({ ...repo, commit_sha: base }),
    ),
    [],
  ],
  [
    'tree',
    keep(
      'tree',
      (data: { sha: string }) => data.sha,
      (call, { tree }) =>
        call.git.createTree({
          ...repo,
          base_tree: tree,
          tree: [{ path: 'a.txt', mode: '100644', type: 'blob', content: 'a\n' }],
        }),
    ),
    ['truncated'],
  ],
  [
    'commit',
    keep(
      'head',
      (data: { sha: string }) => data.sha,
      (call, { base, tree }) => call.git.createCommit({ ...repo, message: 'Add', tree, parents: [base] }),
    ),
    ['message'],
  ],
  ['branch moved', (call, { head }) => call.git.updateRef({ ...repo, ref: 'heads/x', sha: head }), ['ref']],
  [
    'compared',
    (call) => call.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...x' }),
    ['status', 'ahead_by', 'total_commits', 'files.0.filename', 'files.0.status', 'files.0.additions'],
  ],
  [
    'pull request',
    keep(
      'pull',
      (data: { number: number }) => data.number,
      (call) => call.pulls.create({ ...repo, title: 'T', head: 'x', base: 'main', draft: true }),
    ),
    ['number', 'state', 'draft', 'head.ref', 'base.ref'],
  ],
  [
    'pull request again',
    (call) => call.pulls.create({ ...repo, title: 'T', head: 'x', base: 'main' }),
    ['message'],
  ],
  [
    'its files',
    (call, { pull }) => call.pulls.listFiles({ ...repo, pull_number: pull }),
    ['0.filename', '0.status', '0.additions'],
  ],
  [
    'review',
    (call, { pull }) => call.pulls.createReview({ ...repo, pull_number: pull, event: 'COMMENT', body: 'Hm' }),
    ['state', 'body'],
  ],
  [
    'check run',
    keep(
      'check',
      (data: { id: number }) => data.id,
      (call, { head }) =>
        call.checks.create({ ...repo, name: 'agent', head_sha: head, status: 'in_progress' }),
    ),
    ['name', 'status', 'conclusion'],
  ],
  [
    'check run done',
    (call, { check }) =>
      call.checks.update({
        ...repo,
        check_run_id: check,
        conclusion: 'success',
        output: { title: 'T', summary: 'S' },
      }),
    ['status', 'conclusion', 'output.title'],
  ],
  [
    'check runs',
    (call, { head }) => call.checks.listForRef({ ...repo, ref: head }),
    ['total_count', 'check_runs.0.name'],
  ],
  [
    'permission',
    (call) => call.repos.getCollaboratorPermissionLevel({ ...repo, username: 'ada' }),
    ['permission', 'role_name'],
  ],
]
