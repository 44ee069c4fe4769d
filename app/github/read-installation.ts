import type { Probot } from 'probot'
import { type AsApp, asApp } from './as-app.ts'

/** What GitHub says of an installation now. */
export type Installed = (id: number) => Promise<'active' | 'suspended' | 'deleted'>

export function createInstalled(probot: Probot, github: AsApp): Installed {
  return async (id) => {
    try {
      const octokit = await asApp(probot, github)
      const { data } = await octokit.rest.apps.getInstallation({ installation_id: id })
      return data.suspended_at === null ? 'active' : 'suspended'
    } catch (error) {
      if ((error as { status?: number }).status === 404) return 'deleted'
      throw error
    }
  }
}
