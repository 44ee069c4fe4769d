import type { Masks } from './masks.ts'

/** The log of one job, as GitHub shows it: `##[error]`, `##[group]`, secrets replaced, one line at a time. */
export type JobLog = {
  masks: Masks
  line: (text: string) => void
  error: (text: string) => void
  warning: (text: string) => void
  notice: (text: string) => void
  group: (title: string, lines: string[]) => void
}

export function createJobLog(masks: Masks, write: (line: string) => void): JobLog {
  const line = (text: string) => {
    // A message may hold line breaks, and a secret never ends where a line does.
    for (const one of text.split(/\r?\n/)) write(masks.apply(one))
  }
  return {
    masks,
    line,
    error: (text) => line(`##[error]${text}`),
    warning: (text) => line(`##[warning]${text}`),
    notice: (text) => line(`##[notice]${text}`),
    group(title, lines) {
      line(`##[group]${title}`)
      for (const one of lines) line(one)
      line('##[endgroup]')
    },
  }
}
