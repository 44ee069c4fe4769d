import { afterEach } from '@jest/globals'
import type { Harness } from '../../../core/harness/harness.ts'
import type { Report } from '../../../core/run/report.ts'
import type { ReportAnswer } from '../../../core/run/run-api.ts'
import type { Turn } from '../../../playground/model/turn.ts'
import { assignment, type Wanted } from './assignment.ts'
import { type Planted, plantRepository } from './repository.ts'
import { type Ended, runAction } from './run-action.ts'
import { type App, startApp } from './start-app.ts'

// Git, a job of its own and a shell are waited for: on a busy machine that takes its time.

export const SHOP: Planted = {
  'AGENTS.md': 'Log with `log`.\u200B',
  'src/cart.js': 'export const total = (n) => n\n',
  '.gitignore': 'node_modules/\n',
}

export type Story = Wanted & {
  files?: Planted
  script: Turn[]
  answer?: ReportAnswer
  /** Before the action starts: what the app is to refuse. */
  prepare?: (app: App) => void
  /** Of the job, beside what every job has. */
  environment?: Record<string, string>
  /** Instead of the commit that is there. */
  sha?: string
}

const apps: App[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

/** Starts the action on a story, and leaves it running. */
export async function start({ files = SHOP, script, answer, prepare, sha, environment, ...wanted }: Story) {
  const planted = plantRepository(files)
  const assigned = assignment(sha ?? planted.sha, wanted)
  const app = await startApp({
    assignment: assigned,
    repository: planted.dir,
    script,
    ...(answer && { answer }),
  })
  apps.push(app)
  prepare?.(app)
  return { app, ...(await runAction(app, environment)) }
}

/** Plays a story to its end, which has to have a report. */
export async function play(story: Story): Promise<{ app: App; report: Report; ended: Ended }> {
  const { app, ended } = await start(story)
  const end = await ended
  const [report] = app.reports
  if (report === undefined) throw new Error(`no report arrived:\n${end.log}`)
  return { app, report, ended: end }
}

export const shell = (command: string): Turn => ({ call: [{ name: 'shell', arguments: { command } }] })

export const patch = (...lines: string[]): Turn => ({
  call: [
    { name: 'apply_patch', arguments: { patch: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n') } },
  ],
})

export const finish = (more: Record<string, unknown> = {}): Turn => ({
  call: [
    {
      name: 'finish',
      arguments: {
        outcome: 'done',
        title: 'Discounts',
        summary: 'It works.',
        acceptance: [],
        doubts: [],
        ...more,
      },
    },
  ],
})

export const check = (name: string, run: string): Harness['checks'][number] => ({
  name,
  run,
  parse: 'auto',
  timeout: 90_000,
  retry: 0,
  paths: [],
  required: true,
})

/** What a report would change: new text by path, null for a deletion. */
export function written(report: Report): Record<string, string | null> {
  return Object.fromEntries(
    report.changes.map((change) => [
      change.path,
      change.kind === 'delete' ? null : Buffer.from(change.content, 'base64').toString('utf8'),
    ]),
  )
}

export async function until(done: () => boolean): Promise<void> {
  for (let n = 0; n < 600; n++) {
    if (done()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within 30 s')
}
