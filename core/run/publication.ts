import type { Annotation } from '../say/annotations.ts'
import type { EndedStatus } from '../say/status-comment.ts'
import type { Conclusion } from './conclusion.ts'

/** Everything the app writes to GitHub at the end of one run, as plain values; what is null is not written. */
export type Publication = {
  conclusion: Conclusion
  /** In a few words, for the store and the run's list; not yet made harmless for Markdown. */
  cause: string
  branch: string
  /** Null together: a branch is pushed only for a pull request. */
  commit: { headline: string; body: string } | null
  pullRequest: { title: string; body: string; draft: true } | null
  checkRun: CheckRunOutput
  /** For `statusComment`; the app adds the pull request's address once it has one. */
  status: EndedStatus
}

export type CheckRunOutput = {
  name: 'agent' | 'harness'
  title: string
  summary: string
  text: string
  /** Worst first; sent in batches of ANNOTATIONS_PER_REQUEST. */
  annotations: Annotation[]
}
