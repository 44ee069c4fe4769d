import { stripVTControlCharacters } from 'node:util'
import type { PlaygroundEvent } from '../../interface/event.ts'

export type LogLine = { nth: number; job: string; kind: LogKind; text: string }
export type LogKind = 'line' | 'group' | 'endgroup' | 'error' | 'warning' | 'notice' | 'command'

const MARK = /^##\[(group|endgroup|error|warning|notice|command)\](.*)$/s

/** A line of a job's log as the page shows it: GitHub's marks read, colours of terminals left out. */
export function readLogLine(nth: number, event: Extract<PlaygroundEvent, { type: 'log' }>): LogLine {
  const text = stripVTControlCharacters(event.line)
  const match = MARK.exec(text)
  const kind = (match?.[1] ?? 'line') as LogKind
  return { nth, job: event.job, kind, text: match?.[2] ?? text }
}

/** The log of one run so far, lines numbered through all its jobs. */
export function readLog(events: PlaygroundEvent[], workflowRun: number): LogLine[] {
  return events
    .filter((event) => event.type === 'log' && event.workflowRun === workflowRun)
    .map((event, nth) => readLogLine(nth, event as Extract<PlaygroundEvent, { type: 'log' }>))
}
