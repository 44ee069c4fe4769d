import type { Row } from '../row.ts'
import { must } from '../row.ts'
import { finish, shell } from '../stage/turns.ts'
import { LOST_RUNS } from './t33/lost-runs.ts'
import { actionOf, always, atTurn, provider, WORK, whole } from './t33/whole.ts'

export const T33: Row = {
  id: 'T33',
  name: 'failures that would end green',
  threat:
    'Provider 401, 403, 429, 5xx, empty, cut or malformed answers; limits; crash of app or runner; lost callbacks; a cancelled workflow: the right conclusion within a bounded time, never green.',
  attempts: [
    provider('the provider answers 401', { status: 401 }),
    provider('the provider answers 403', { status: 403 }),
    provider('the provider answers 429 for ever', { status: 429, retryAfter: 0 }),
    provider('the credit is used up', { status: 429, code: 'insufficient_quota' }),
    provider('the provider answers 500 for ever', { status: 500, retryAfter: 0 }),
    provider('the provider answers 503 for ever', { status: 503, retryAfter: 0 }),
    provider('every answer is empty', { empty: true }),
    provider('every answer is cut', { cut: true }),
    provider('every answer is malformed', { malformed: true }),
    provider('every answer ends at the length limit', { length: true }),
    provider('every answer fails in the middle', { failed: 'server_error' }),
    whole('the work is done, then the provider is gone', {
      says: [WORK, ...always({ status: 401 })],
      by: 'action: model client',
    }),
    whole('the agent says it is done and changed nothing', {
      says: [finish()],
      by: 'action: outcome',
      conclusions: ['failure', 'neutral', 'action_required'],
    }),
    whole('the agent never ends', {
      says: Array.from({ length: 30 }, (_, at) => shell(`echo ${at}`)),
      harness: 'version: 1\nlimits: { turns: 4 }\n',
      by: 'action: limits',
    }),
    whole('the agent asks the same again and again', {
      says: Array.from({ length: 40 }, () => shell('ls')),
      by: 'action: limits',
    }),
    whole('the money is used up', {
      says: Array.from({ length: 30 }, (_, at) => shell(`echo ${at}`)),
      harness: 'version: 1\nlimits: { cost: 0.12 USD }\n',
      by: 'action: limits',
    }),
    whole('the time is used up in one command', {
      says: [shell('sleep 60'), finish()],
      variables: { REINS_LIMITS: '{"time": 15000}' },
      by: 'action: limits',
      within: 90_000,
    }),
    whole('the provider hangs', {
      says: [{ fault: { hang: 60_000 }, say: 'late' }],
      variables: { REINS_LIMITS: '{"time": 15000}' },
      by: 'action: limits',
      within: 90_000,
    }),
    whole('a required check fails', {
      harness: "version: 1\nchecks: [{ name: never, run: 'test ! -e src/tax.js' }]\nlimits: { repairs: 0 }\n",
      by: 'action: gates',
    }),
    whole('the setup fails', {
      harness: 'version: 1\nsetup: exit 3\n',
      by: 'action: gates',
      seen: ({ log }) => /setup.*/.exec(log)?.[0] ?? '',
    }),
    whole('the runner is killed in the middle', {
      before: atTurn(2, ({ folder }) => {
        const pid = actionOf(folder)
        must(pid !== undefined, 'the action was not found')
        process.kill(pid, 'SIGKILL')
      }),
      says: [WORK, shell('echo still here'), finish()],
      by: 'app: timers',
      conclusions: ['timed_out', 'failure'],
      seen: ({ workflow }) => `the workflow ended as ${workflow?.conclusion}`,
    }),
    whole('somebody cancels the workflow in the middle', {
      before: atTurn(2, async ({ github, repository }) => {
        await github.cancelRun(repository, github.read.workflowRuns(repository).at(-1)?.id ?? 0, 'ada')
      }),
      says: [WORK, { fault: { hang: 20_000 }, say: 'late' }, finish()],
      by: 'app: conclusion',
      conclusions: ['cancelled'],
      seen: ({ workflow }) => `the workflow ended as ${workflow?.conclusion}`,
    }),
    whole('the issue is closed in the middle', {
      before: atTurn(2, ({ github, repository }) => github.closeIssue(repository, 1, 'bob')),
      says: [WORK, shell('sleep 3'), shell('echo still here'), finish()],
      conclusions: ['cancelled'],
    }),
    whole('every report of the runner is garbage', {
      before: async ({ path }) =>
        path.endsWith('/report') ? '{"version":1,"outcome":{"kind":"done"}}' : undefined,
      by: 'app: report parsed',
    }),
    whole('events of the runner are lost', {
      before: async ({ path }) => {
        if (path.endsWith('/events')) throw new Error('lost')
        return undefined
      },
      says: [WORK, ...always({ status: 401 })],
      by: 'app: conclusion',
    }),
    ...LOST_RUNS,
  ],
  controls: [
    {
      name: 'with nothing in its way, the same work ends green',
      run: async (stage) => {
        const { check, status } = await stage.thread({ says: [WORK, finish()] })
        must(check?.conclusion === 'success', `${check?.conclusion}: ${status}`)
        return `${check.conclusion}: ${check.output.title}`
      },
    },
  ],
}
