import type { Probot } from 'probot'
import { type AsApp, asApp } from './as-app.ts'
import type { Urgency } from './budget/limits.ts'

/** What GitHub says of an installation now. */
export type Installed = (id: number) => Promise<'active' | 'suspended' | 'deleted'>

export type Grants =
  | { stands: 'active'; permissions: Record<string, string | undefined> }
  | { stands: 'suspended' | 'deleted' }
/** The same, and what the App may do there. Nobody waits for it: RateLimited when there is no room. */
export type ReadGrants = (id: number) => Promise<Grants>

export function createInstalled(probot: Probot, github: AsApp): Installed {
  return async (id) => (await ask(probot, github, { id, urgency: 'urgent' })).stands
}

export function createReadGrants(probot: Probot, github: AsApp): ReadGrants {
  return (id) => ask(probot, github, { id, urgency: 'progress' })
}

async function ask(
  probot: Probot,
  github: AsApp,
  { id, urgency }: { id: number; urgency: Urgency },
): Promise<Grants> {
  try {
    const octokit = await asApp(probot, github, urgency)
    const { data } = await octokit.rest.apps.getInstallation({ installation_id: id })
    return data.suspended_at === null
      ? { stands: 'active', permissions: data.permissions }
      : { stands: 'suspended' }
  } catch (error) {
    if ((error as { status?: number }).status === 404) return { stands: 'deleted' }
    throw error
  }
}
