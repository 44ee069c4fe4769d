import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Playground } from '../interface/playground.ts'
import { type LogLine, readLog, readLogLine } from './log/read-log.ts'

/** Keeps proxies and browsers from giving up on a quiet stream. Milliseconds. */
const HEARTBEAT = 15_000

/**
 * Server-sent events of one page: `change` when something it may show has changed, `log` with the next lines of its
 * workflow run, from `after` on.
 */
export function live(c: Context, playground: Playground): Response {
  const { repository, run, after } = c.req.query()
  const workflowRun = run === undefined ? null : Number(run)
  return streamSSE(c, async (stream) => {
    const from = Number(c.req.header('last-event-id') ?? after ?? 0)
    const lines = workflowRun === null ? [] : readLog(playground.events(), workflowRun)
    let seen = lines.length
    let changed = true
    let wake = () => {}
    // From here on nothing is missed: what was before is in `lines`, what comes is added to it.
    const forget = playground.onEvent((event) => {
      if (repository !== undefined && event.repository !== repository) return
      if (event.type !== 'log') changed = true
      else if (event.workflowRun === workflowRun) lines.push(readLogLine(seen++, event))
      else return
      wake()
    })
    stream.onAbort(() => wake())
    try {
      while (!stream.aborted) {
        for (const line of lines.splice(0)) if (line.nth >= from) await send('log', line)
        if (changed) {
          changed = false
          await send('change', null)
        }
        if (lines.length === 0 && !changed && !stream.aborted) await quiet()
      }
    } finally {
      forget()
    }

    async function send(event: 'change' | 'log', line: LogLine | null): Promise<void> {
      const id = line === null ? {} : { id: String(line.nth + 1) }
      await stream.writeSSE({ event, ...id, data: JSON.stringify(line) })
    }

    /** Until something happens; a comment line now and then shows that we are still here. */
    async function quiet(): Promise<void> {
      const happened = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), HEARTBEAT)
        wake = () => {
          clearTimeout(timer)
          resolve(true)
        }
      })
      if (!happened) await stream.write(':\n\n')
    }
  })
}
