import type { Urgency } from '../github/budget/limits.ts'
import { retryAfter } from '../github/budget/rate-limited.ts'
import { isLive, type Run } from './run.ts'
import type { RunStore } from './run-store.ts'

/** Between two updates of one comment, when a phase began and when nothing but turns happened. Milliseconds. */
export const STATUS_PACE: StatusPace = { phase: 2_000, turn: 10_000 }
export type StatusPace = { phase: number; turn: number }

export type StatusBoard = {
  /** The first word. Rejects when GitHub does not take it; a run is under way all the same, and its end is written. */
  open: (run: Run) => Promise<void>
  /** Something happened: the comment follows soon. A new phase does not wait as long as a turn. */
  progressed: (run: Run, what: 'phase' | 'turn') => void
  /** The last word: waits for an update under way, and nothing follows it. Rejects when GitHub does not take it. */
  conclude: (run: Run, body: string) => Promise<void>
  close: () => void
}

type Options = {
  runs: Pick<RunStore, 'get'>
  /** Writes a run's status comment. Progress for which GitHub's limits have no room is refused: RateLimited. */
  write: (run: Run, body: string, how: { urgency: Urgency }) => Promise<void>
  render: (run: Run) => string
  track: (work: Promise<void>) => Promise<void>
  onError: (error: unknown, run: Run) => void
  now: () => number
  pace: StatusPace
}

type Line = { timer: NodeJS.Timeout | null; due: number; written: number; body: string; tail: Promise<void> }

/** Keeps one status comment per run up to date, no more often than GitHub takes it. */
export function createStatusBoard(options: Options): StatusBoard {
  const { runs, write, render, track, onError, now, pace } = options
  const lines = new Map<string, Line>()

  const lineOf = (run: Run): Line => {
    const line = lines.get(run.key) ?? {
      timer: null,
      due: 0,
      written: 0,
      body: '',
      tail: Promise.resolve(),
    }
    lines.set(run.key, line)
    return line
  }

  function schedule(run: Run, line: Line, due: number): void {
    if (line.timer !== null && line.due <= due) return
    if (line.timer !== null) clearTimeout(line.timer)
    line.due = due
    line.timer = null
    if (due <= now()) return void track(update(run.key, line))
    line.timer = setTimeout(() => {
      line.timer = null
      void track(update(run.key, line))
    }, due - now())
    line.timer.unref()
  }

  async function update(key: string, line: Line): Promise<void> {
    const run = await runs.get(key)
    if (run === null || !isLive(run) || run.statusComment === null) return
    const wait = await put(run, line, 'progress')
    if (wait !== null && lines.get(key) === line) schedule(run, line, now() + wait)
  }

  /** One after the other, so that an older word never comes last. @returns milliseconds until there is room, or null. */
  async function put(run: Run, line: Line, urgency: Urgency): Promise<number | null> {
    const body = render(run)
    if (body === line.body) return null
    line.body = body
    line.written = now()
    let wait: number | null = null
    line.tail = line.tail
      .then(() => write(run, body, { urgency }))
      .catch((error) => {
        // A newer word comes when there is room; what is urgent has waited.
        wait = urgency === 'progress' ? retryAfter(error) : null
        if (wait === null) onError(error, run)
        else if (line.body === body) line.body = ''
      })
    await line.tail
    return wait
  }

  return {
    async open(run) {
      const line = lineOf(run)
      const body = render(run)
      if (body === line.body) return
      line.body = body
      line.written = now()
      const writing = line.tail.then(() => write(run, body, { urgency: 'urgent' }))
      line.tail = writing.catch(() => {
        // It was not said: the next try says it.
        if (line.body === body) line.body = ''
      })
      await writing
    },
    progressed(run, what) {
      if (!isLive(run)) return
      const line = lineOf(run)
      schedule(run, line, line.written + pace[what])
    },
    async conclude(run, body) {
      const line = lineOf(run)
      lines.delete(run.key)
      if (line.timer !== null) clearTimeout(line.timer)
      await line.tail
      await write(run, body, { urgency: 'urgent' })
    },
    close() {
      for (const { timer } of lines.values()) if (timer !== null) clearTimeout(timer)
      lines.clear()
    },
  }
}
