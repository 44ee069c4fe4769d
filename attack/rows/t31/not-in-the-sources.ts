import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'

/** Operations of GitHub's API that the app's sources name, as they stand in the code. */
const ALLOWED = [
  ...[
    'actions.cancelWorkflowRun',
    'actions.listWorkflowRuns',
    'actions.getWorkflowRun',
    'apps.getAuthenticated',
    'apps.getInstallation',
    // What GitHub could not deliver to us is asked for again.
    'apps.listWebhookDeliveries',
    'apps.redeliverWebhookDelivery',
    'checks.create',
    'checks.get',
    'checks.update',
  ],
  ...[
    'checks.listAnnotations',
    'checks.listForRef',
    'git.createBlob',
    'git.createCommit',
    'git.createRef',
    'git.createTree',
  ],
  ...[
    'git.getBlob',
    'git.getCommit',
    'git.getRef',
    'git.getTree',
    'issues.createComment',
    'issues.get',
    'issues.getComment',
    'issues.listComments',
  ],
  ...[
    'issues.updateComment',
    'pulls.create',
    'pulls.createReview',
    'pulls.get',
    'pulls.getReview',
    'pulls.list',
    'pulls.listFiles',
    'pulls.listReviews',
    'reactions.createForIssueComment',
  ],
  ...['repos.compareCommitsWithBasehead', 'repos.get', 'repos.getCollaboratorPermissionLevel'],
  ...['repos.listPullRequestsAssociatedWithCommit', 'teams.listMembersInOrg'],
]

export const NOT_IN_THE_SOURCES: Attempt = {
  name: 'the app has a way to merge, approve, force, tag or delete',
  run: async () => {
    const root = join(import.meta.dirname, '..', '..', '..')
    const sources = globSync('app/**/*.ts', { cwd: root }).map(
      (path) => [path, readFileSync(join(root, path), 'utf8')] as const,
    )
    const named = sources.flatMap(([, text]) =>
      [...text.matchAll(/octokit\.rest\.(\w+\.\w+)/g)].map((match) => match[1] ?? ''),
    )
    must(named.length > 20, `only ${named.length} operations found: this looks at nothing`)
    const unknown = [...new Set(named)].filter((one) => !ALLOWED.includes(one))
    must(unknown.length === 0, `operations nobody allowed: ${unknown.join(', ')}`)
    const text = sources.map(([, one]) => one).join('\n')
    const mutations = [
      ...text.matchAll(/^\s*(?:`?mutation[^{]*\{\s*|\s+)(create|update|merge|delete|enable)\w*\(input/gm),
    ].map((match) => match[0].trim())
    must(
      mutations.every((one) => /createCommitOnBranch/.test(one)),
      `mutations: ${mutations.join()}`,
    )
    const routes = [...text.matchAll(/'((?:POST|PUT|PATCH|DELETE) \/[^']+)'/g)].map((match) => match[1])
    must(
      routes.every((route) => /workflows\/\{workflow_id\}\/dispatches$/.test(route ?? '')),
      `routes: ${routes.join()}`,
    )
    must(
      !/event: ['"](?:APPROVE|REQUEST_CHANGES)|force: true|refs\/tags\/\$\{/.test(text),
      'force, tags or an approval in the sources',
    )
    return stopped('app: no such operation', {
      tried: `${sources.length} sources, ${named.length} calls`,
      evidence: `none but ${new Set(named).size} known operations, one mutation, one route`,
    })
  },
}
