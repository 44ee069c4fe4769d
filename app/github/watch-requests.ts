import type { ProbotOctokit } from 'probot'
import type { Telemetry } from '../telemetry.ts'

type Plugin = Parameters<typeof ProbotOctokit.plugin>[0]
type Answer = { status?: number }

/** Counts every request that goes out, each try of its own, and traces it where something is traced. */
export function watchRequests({ tracer, metrics }: Pick<Telemetry, 'tracer' | 'metrics'>): Plugin {
  return (octokit) => {
    octokit.hook.wrap('request', (request, call) => {
      const asked = async () => {
        try {
          const answer = await request(call)
          see(answer)
          return answer
        } catch (error) {
          const { status, response } = error as { status?: number; response?: Answer }
          // Octokit makes a 500 of a broken connection; only what answered has a response.
          see(response === undefined ? {} : { ...response, ...(status !== undefined && { status }) })
          throw error
        }
      }
      const see = ({ status }: Answer) => metrics.github.request(status ?? null)
      if (tracer.here() === null) return asked()
      const attributes = { 'http.request.method': call.method, 'url.template': template(call.url) }
      return tracer.span('github request', { attributes }, async (note) => {
        const answer = await asked()
        note({ 'http.response.status_code': answer.status })
        return answer
      })
    })
  }
}

/** `/repos/{owner}/{repo}/…`: names stand in none. The address of a further page is whole, and says nothing. */
function template(url: string): string {
  return url.startsWith('/') ? url : 'next page'
}
