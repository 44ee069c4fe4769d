import type { Report } from '../../../core/run/report.ts'
import type { Attempt } from '../../row.ts'
import { must, stopped } from '../../row.ts'
import { acts } from '../../stage/acts.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish } from '../../stage/turns.ts'

const world = shared((stage) => stage.world())
/** GitHub takes no more characters in a body, and in each text of a check run. */
const BODY = 65_536

/** What makes texts longer when it is made harmless. */
const FILL = [
  '@a ',
  '<b>',
  '[x](//e.x) ',
  '![](//e) ',
  '`` ',
  'fixes #1 ',
  '\n/a\n',
  '| a |\n|---|\n',
  '<!--',
  '\n> ',
  '&#64;a ',
]

async function written(there: Awaited<ReturnType<typeof world>>, issue: number): Promise<[string, string][]> {
  const { read } = there.github
  const pulls = read.pullRequests(there.repository)
  const checks = read.checkRuns(there.repository)
  return [
    ...there.replies(issue).map((body): [string, string] => ['comment', body]),
    ...pulls.map(({ body }): [string, string] => ['pull request', body]),
    ...checks.flatMap(({ output }): [string, string][] => [
      ['check run summary', output.summary ?? ''],
      ['check run text', output.text ?? ''],
    ]),
  ]
}

function long(name: string, more: (text: (length: number) => string) => Partial<Report>): Attempt {
  return {
    name,
    run: async (stage) => {
      const there = await world(stage)
      const longest: Record<string, number> = {}
      let conclusions = ''
      for (const part of [FILL.join(''), FILL[name.length % FILL.length] ?? '']) {
        const issue = await there.issue()
        const runner = await there.claimed(issue)
        const text = (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)
        const { status, body } = await runner.report(more(text))
        await there.settled()
        must(status === 200, `not taken: ${status} ${body.error}`)
        must(
          !/did not take a step/.test(there.replies(issue).join()),
          `GitHub refused it: ${there.replies(issue).at(-1)}`,
        )
        conclusions += ` ${body.conclusion}`
        for (const [where, said] of await written(there, issue)) {
          must(said.length <= BODY, `${where}: ${said.length} characters`)
          const found = acts(said, { server: there.github.url, ours: /^Closes #\d+, / })
          must(found.length === 0, `${where} would act: ${found.slice(0, 3).join('; ')}`)
          longest[where] = Math.max(longest[where] ?? 0, said.length)
        }
      }
      return stopped('core: harmless output', {
        tried: `every field as long as it may be; ended${conclusions}`,
        evidence: `longest: ${JSON.stringify(longest)}`,
      })
    },
  }
}

const times = <T>(many: number, one: T): T[] => Array.from({ length: many }, () => one)

export const LONG: Attempt[] = [
  long('every field of a finished run is as long as it may be', (text) => ({
    title: text(256),
    summary: text(20_000),
    plan: times(50, { step: text(500), status: 'completed' }),
    acceptance: times(50, { criterion: text(1_000), met: true, evidence: text(2_000) }),
    doubts: times(50, { text: text(2_000), path: 'src/cart.js', line: 1 }),
    denied: times(200, { tool: text(100), what: text(500), why: text(1_000), count: 1 }),
  })),
  long('a question as long as it may be, with everything else', (text) => ({
    outcome: { kind: 'blocked', question: text(8_000) },
    changes: [],
    summary: text(20_000),
    acceptance: times(50, { criterion: text(1_000), met: false, evidence: text(2_000) }),
  })),
  long('a plan as long as it may be', (text) => ({
    outcome: {
      ...{ kind: 'planned', why: text(2_000) },
      plan: {
        steps: times(20, text(400)),
        paths: times(30, text(200)),
        files: 9,
        lines: 9,
        questions: times(10, text(400)),
      },
    },
    changes: [],
  })),
  {
    name: 'an agent finishes with a summary of 65,000 characters and a title of 5,000',
    run: async (stage) => {
      const text = '@ada fixes #1 ![x](https://evil.example) '.repeat(1_600)
      const told = await stage.thread({
        says: [
          add('src/tax.js', 'export const tax = 19'),
          finish({ summary: text, title: text.slice(0, 5_000) }),
        ],
      })
      must(
        told.report !== null && told.report.summary.length > 1_000,
        `not even begun: ${told.status} ${told.log.slice(-1500)}`,
      )
      must(told.pull !== undefined, `nothing was published: ${told.status}`)
      const { title, summary } = told.report
      must(title.length <= 256 && summary.length <= 20_000, `reported: ${title.length}, ${summary.length}`)
      must(told.pull.title.length <= 256 && told.pull.body.length <= BODY, 'longer than GitHub takes')
      for (const [where, said] of await written(told.world, told.issue)) {
        const found = acts(said, { server: told.world.github.url, ours: /^Closes #\d+, / })
        must(found.length === 0, `${where} would act: ${found.slice(0, 3).join('; ')}`)
      }
      return stopped('action: limits', {
        tried: `${text.length} characters of summary`,
        evidence: `reported ${summary.length} of them, written ${told.pull.body.length}`,
      })
    },
  },
]
