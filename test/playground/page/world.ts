import type { PlaygroundEvent } from '../../../playground/interface/event.ts'
import type { Playground } from '../../../playground/interface/playground.ts'

type Happened = PlaygroundEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'at' | 'repository'>
    : never
  : never
type Read = Playground['read']

export const REPOSITORY = 'acme/shop'
const HEAD = 'b'.repeat(40)

const PATCH = `@@ -1,5 +1,11 @@
 /** Sums up. */
+const DISCOUNTS = { TEA10: 10 }
+
+export function discount(goods, code) {
+  if (code == undefined) return 0
+  return Math.floor((goods * DISCOUNTS[code]) / 100)
+}
+
 export function total(lines) {
-  return subtotal(lines)
+  return subtotal(lines) - discount(subtotal(lines))
 }
\\ No newline at end of file
`

const BODY = `Implements #1.

## What was asked

> Take discount codes off the total

- [x] \`TEA10\` takes ten per cent off
- [ ] An unknown code changes nothing

| gate | before | after |
|---|---|---|
| \`npm test\` | passed | passed |
| rules | passed | 1 warning |

<details><summary>Provenance</summary>

Model \`gpt-5.5\`, asked for by @ada.

</details>

<!-- reins:run=abc -->`

/** A repository in which an agent has worked, and whose people go on: the part of the playground that the page needs. */
export function createWorld() {
  const events: PlaygroundEvent[] = []
  const listeners = new Set<(event: PlaygroundEvent) => void>()
  let minute = 0
  const happen = (event: Happened) => {
    minute += 1
    const whole = {
      at: new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString(),
      repository: REPOSITORY,
      ...event,
    } as PlaygroundEvent
    events.push(whole)
    for (const listener of listeners) listener(whole)
  }

  const issues: ReturnType<Read['issues']> = []
  const comments = new Map<number, ReturnType<Read['comments']>>()
  const runs: ReturnType<Read['workflowRuns']> = []
  const checks: ReturnType<Read['checkRuns']> = []
  const world = {
    url: 'http://127.0.0.1:4010',
    read: {
      users: () => ['ada', 'grace'],
      repositories: () => [{ fullName: REPOSITORY, id: 1, defaultBranch: 'main', private: false }],
      issues: () => issues,
      comments: (_repository: string, number: number) => comments.get(number) ?? [],
      pullRequests: () => pulls,
      checkRuns: (_repository: string, sha?: string) =>
        checks.filter((check) => sha === undefined || check.headSha === sha),
      reviews: (_repository: string, number: number) => (number === 2 ? reviews : []),
      workflowRuns: () => runs,
      branches: async () => ['main', 'reins/1-discount'],
      head: async (_repository: string, branch: string) => (branch === 'main' ? 'a'.repeat(40) : HEAD),
      file: async (_repository: string, _ref: string, path: string) =>
        path === 'README.md' ? '# shop\n\nA small *cart*.\n\n```js\ntotal([tea])\n```\n' : null,
    },
    events: () => events,
    onEvent: (listener: (event: PlaygroundEvent) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async openIssue(_repository: string, issue: { title: string; body: string; actor: string }) {
      const number = issues.length + 1
      issues.push({ number, ...issue, state: 'open', isPullRequest: false })
      happen({ type: 'issue', number, title: issue.title, actor: issue.actor })
      return number
    },
    async comment(_repository: string, number: number, comment: { body: string; actor: string }) {
      const id = 100 + events.length
      comments.set(number, [...(comments.get(number) ?? []), { id, ...comment, reactions: [] }])
      happen({ type: 'comment', number, id, ...comment, edited: false })
      return id
    },
    async review(
      _repository: string,
      number: number,
      review: { event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'; body?: string; actor: string },
    ): ReturnType<Playground['review']> {
      const states = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' }
      const { event, body = '', actor } = review
      if (actor === 'ada') return { kind: 'refused', why: 'Review Can not approve your own pull request' }
      const id = 300 + reviews.length
      reviews.push({ id, actor, state: states[event], body, commitId: HEAD, comments: [] })
      happen({ type: 'review', number, actor, state: states[event], comments: 0 })
      return { kind: 'submitted', id }
    },
    async closeIssue(_repository: string, number: number) {
      issues[number - 1]!.state = 'closed'
      happen({ type: 'reaction', number, actor: 'ada', content: 'closed' })
    },
    async cancelRun(_repository: string, id: number) {
      const run = runs.find((one) => one.id === id)!
      Object.assign(run, { status: 'completed', conclusion: 'cancelled' })
      happen({
        type: 'workflow_run',
        id,
        name: run.name,
        status: 'completed',
        conclusion: 'cancelled',
        url: run.url,
      })
    },
  } satisfies Partial<{ [K in keyof Playground]: K extends 'read' ? Partial<Read> : Playground[K] }>

  const pulls: ReturnType<Read['pullRequests']> = []
  const reviews: ReturnType<Read['reviews']> = []
  return {
    playground: world as unknown as Playground,
    listeners,
    happen,
    log: (job: string, line: string) => happen({ type: 'log', workflowRun: 501, job, line }),
    issue: (
      body = 'Customers have **codes**.\nOne per order.',
      title = 'Take discount codes off the total',
    ) => world.openIssue(REPOSITORY, { title, body, actor: 'ada' }),
    workflowRun() {
      runs.push({
        id: 501,
        name: 'agent k1',
        status: 'in_progress',
        conclusion: null,
        headSha: 'a'.repeat(40),
        inputs: { run: '{"key":"k1"}' },
        url: `${world.url}/${REPOSITORY}/actions/runs/501`,
        summaries: [{ job: 'agent / agent', markdown: '**Done** in 3 turns' }],
      })
      happen({
        type: 'workflow_run',
        id: 501,
        name: 'agent k1',
        status: 'in_progress',
        conclusion: null,
        url: '',
      })
    },
    /** Issue 1, answered by pull request 2 with two check runs and a review. */
    async agentWorked() {
      await this.issue()
      issues.push({
        number: 2,
        title: 'Discount codes',
        body: BODY,
        state: 'open',
        actor: 'reins[bot]',
        isPullRequest: true,
      })
      pulls.push({
        number: 2,
        title: 'Discount codes',
        body: BODY,
        draft: true,
        state: 'open',
        head: { ref: 'reins/1-discount', sha: HEAD },
        base: { ref: 'main', sha: 'a'.repeat(40) },
        author: 'reins[bot]',
        url: `${world.url}/${REPOSITORY}/pull/2`,
        files: [
          { path: 'src/cart.js', status: 'modified', patch: PATCH },
          { path: 'logo.png', status: 'added', patch: '' },
        ],
      })
      happen({
        type: 'push',
        ref: 'refs/heads/reins/1-discount',
        sha: HEAD,
        message: 'Discount codes\n\nbody',
        actor: 'reins[bot]',
      })
      happen({
        type: 'pull_request',
        number: 2,
        title: 'Discount codes',
        draft: true,
        actor: 'reins[bot]',
        url: '',
      })
      checks.push(
        {
          id: 7,
          name: 'agent',
          headSha: HEAD,
          status: 'completed',
          conclusion: 'success',
          externalId: 'k1',
          output: {
            title: 'Done, all gates passed',
            summary: '1 warning remains.',
            text: '### Turns\n\n1. read\n2. patch',
          },
          annotations: [
            {
              path: 'src/cart.js',
              start_line: 5,
              end_line: 5,
              annotation_level: 'warning',
              title: 'strict-equality',
              message: 'Use === instead of ==.\nWhy: <b>coercion</b> surprises.',
            },
            {
              path: 'src/cart.js',
              start_line: 90,
              end_line: 92,
              annotation_level: 'notice',
              title: null,
              message: 'Far away.',
            },
            {
              path: 'README.md',
              start_line: 1,
              end_line: 1,
              annotation_level: 'failure',
              title: 'docs',
              message: 'Say it here.',
            },
          ],
        },
        {
          id: 8,
          name: 'rules',
          headSha: HEAD,
          status: 'in_progress',
          conclusion: null,
          externalId: '',
          output: { title: null, summary: null, text: null },
          annotations: [],
        },
      )
      reviews.push({
        id: 31,
        actor: 'reins[bot]',
        state: 'COMMENTED',
        body: 'One thing to look at.',
        commitId: HEAD,
        comments: [
          {
            path: 'src/cart.js',
            line: 5,
            startLine: null,
            body: 'Use `===`.\n\n```suggestion\n  if (code === undefined) return 0\n```',
          },
          { path: 'src/cart.js', line: null, startLine: null, body: 'About a line that is gone.' },
        ],
      })
      happen({ type: 'review', number: 2, actor: 'reins[bot]', state: 'COMMENTED', comments: 2 })
    },
  }
}
