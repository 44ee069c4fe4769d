import type { Probot, ProbotOctokit } from 'probot'
import type { Urgency } from './budget/limits.ts'
import { quiet } from './installation.ts'
import type { Octokit } from './octokit.ts'
import type { Spending } from './rate-policy.ts'

export type AsApp = { Octokit: typeof ProbotOctokit; apiUrl: string }

/** A client that is the App itself, not one of its installations. */
export async function asApp(
  probot: Probot,
  { Octokit, apiUrl }: AsApp,
  urgency: Urgency = 'urgent',
): Promise<Octokit> {
  const app = await probot.auth()
  const { token } = (await app.auth({ type: 'app' })) as { token: string }
  const spending: Spending = { account: 'app', urgency }
  return new Octokit({ auth: { token }, baseUrl: apiUrl, log: quiet(probot), spending })
}
