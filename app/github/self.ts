import type { Probot } from 'probot'
import { type AsApp, asApp } from './as-app.ts'

/** Asks GitHub once who we are; asks again when that failed. @returns the login our writes carry: "reins[bot]". */
export function createSelf(probot: Probot, github: AsApp): () => Promise<string> {
  let known: Promise<string> | null = null
  return () => {
    known ??= ask(probot, github).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}

async function ask(probot: Probot, github: AsApp): Promise<string> {
  const octokit = await asApp(probot, github)
  const { data } = await octokit.rest.apps.getAuthenticated()
  if (!data?.slug) throw new Error('GitHub does not say what this App is called.')
  return `${data.slug}[bot]`
}
