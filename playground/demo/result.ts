import type { Playground } from '../interface/playground.ts'
import type { CheckRunView, PullRequestView, ReviewView } from '../interface/views.ts'

export type DemoResult = {
  type: 'result'
  issue: { number: number; title: string; body: string; state: string; url: string }
  comments: { actor: string; body: string; reactions: { actor: string; content: string }[] }[]
  pullRequest:
    | (Omit<PullRequestView, 'head' | 'base'> & {
        head: string
        base: string
        headSha: string
        baseSha: string
      })
    | null
  checkRuns: Pick<CheckRunView, 'name' | 'headSha' | 'status' | 'conclusion' | 'output' | 'annotations'>[]
  reviews: ReviewView[]
}

/** Everything the story left on the local GitHub, read back from it. */
export async function readResult(
  playground: Playground,
  repository: string,
  number: number,
): Promise<DemoResult> {
  const { read } = playground
  const issue = read.issues(repository).find((one) => one.number === number)
  if (!issue) throw new Error(`Issue #${number} is gone from ${repository}.`)
  const pullRequest = read.pullRequests(repository).at(-1)
  return {
    type: 'result',
    issue: {
      number,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      url: `${playground.url}/${repository}/issues/${number}`,
    },
    comments: read
      .comments(repository, number)
      .map(({ actor, body, reactions }) => ({ actor, body, reactions })),
    pullRequest: pullRequest
      ? {
          ...pullRequest,
          head: pullRequest.head.ref,
          base: pullRequest.base.ref,
          headSha: pullRequest.head.sha,
          baseSha: pullRequest.base.sha,
        }
      : null,
    checkRuns: read
      .checkRuns(repository)
      .map(({ name, headSha, status, conclusion, output, annotations }) => ({
        name,
        headSha,
        status,
        conclusion,
        output,
        annotations,
      })),
    reviews: pullRequest ? read.reviews(repository, pullRequest.number) : [],
  }
}

/** The last line of the demo. It is ok when there is a pull request with a finished check run; green is not demanded. */
export function verdict(result: DemoResult, seconds: number): { ok: boolean; line: string } {
  const { pullRequest } = result
  const check = result.checkRuns.find((one) => one.name === 'agent')
  if (pullRequest && check?.conclusion) {
    const annotations = check.annotations.length
    return {
      ok: true,
      line: `demo ok: ${pullRequest.url}, check run agent: ${check.conclusion}, ${annotations} annotations, ${seconds.toFixed(1)} s`,
    }
  }
  return { ok: false, line: `demo failed: ${why(result, check)}` }
}

function why(result: DemoResult, check: DemoResult['checkRuns'][number] | undefined): string {
  if (result.pullRequest) return 'there is a pull request, but no finished check run agent.'
  if (check)
    return `no pull request; check run agent: ${check.conclusion}, ${oneLine(check.output.title ?? '')}`
  const said = result.comments.filter((comment) => comment.actor.endsWith('[bot]')).at(-1)
  return said ? `no run: ${oneLine(said.body)}` : 'the app did not answer the comment.'
}

function oneLine(text: string): string {
  const line = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .map((one) => one.trim())
    .find((one) => one !== '')
  return (line ?? '').slice(0, 200)
}
