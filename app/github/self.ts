import type { Probot } from 'probot'
import { ReinsOctokit } from './octokit.ts'

/** Asks GitHub once who we are; asks again when that failed. @returns the login our writes carry: "reins[bot]". */
export function createSelf(probot: Probot, apiUrl: string): () => Promise<string> {
  let known: Promise<string> | null = null
  return () => {
    known ??= ask(probot, apiUrl).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}

async function ask(probot: Probot, apiUrl: string): Promise<string> {
  const app = await probot.auth()
  const { token } = (await app.auth({ type: 'app' })) as { token: string }
  const octokit = new ReinsOctokit({ auth: { token }, baseUrl: apiUrl })
  const { data } = await octokit.rest.apps.getAuthenticated()
  if (!data?.slug) throw new Error('GitHub does not say what this App is called.')
  return `${data.slug}[bot]`
}
