import { setFailed, setOutput, setSecret, summary } from '@actions/core'
import { partsOf } from '../../core/redact/parts.ts'
import type { Known, Redactor } from '../../core/redact/redactor.ts'

/** The job's log, its outputs and its page: nothing reaches them but through here, and no secret with it. */
import { plainLine } from './plain-line.ts'

/** Characters of a line; those of events are cut before. */
const LONGEST = 4_000

export type Outlet = {
  /** One line, which is nobody's command: whatever breaks lines or means something to a runner is taken out of it. */
  line: (text: string) => void
  /** The job ends as failed, with a sentence. */
  fail: (message: string) => void
  output: (name: string, value: string) => void
  page: (markdown: string) => Promise<void>
  /** A value that may be seen nowhere from now on; the runner is told as well. */
  hide: (known: Known) => void
  redactor: Redactor
}

export function createOutlet(redactor: Redactor): Outlet {
  const clean = (text: string) => redactor.redact(text).text
  return {
    line: (text) => console.log(plainLine(clean(text), LONGEST)),
    fail: (message) => setFailed(clean(message)),
    output: (name, value) => setOutput(name, clean(value)),
    page: async (markdown) => {
      await summary.addRaw(clean(markdown)).write()
    },
    hide: (known) => {
      redactor.add(known)
      for (const { text } of partsOf(known.value)) setSecret(text)
    },
    redactor,
  }
}
