import type { Probot } from 'probot'
import { type AsApp, asApp } from './as-app.ts'

/** One try of GitHub's to deliver something. */
export type Attempt = {
  id: number
  /** Of the delivery; the same for every attempt. */
  guid: string
  event: string
  action: string | null
  /** Milliseconds since 1970. */
  at: number
  /** Whether the app took it. */
  taken: boolean
}

/** What GitHub keeps of its deliveries to the App, for three days. Nobody waits for it. */
export type DeliveryLog = {
  /** A hundred attempts, newest first. @param cursor Of the page before; null: the newest. */
  page: (cursor: string | null) => Promise<{ attempts: Attempt[]; next: string | null }>
  redeliver: (attempt: number) => Promise<void>
}

/** The largest page: https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook */
const PAGE = 100

export function createDeliveryLog(probot: Probot, github: AsApp): DeliveryLog {
  return {
    async page(cursor) {
      const octokit = await asApp(probot, github, 'background')
      const { data, headers } = await octokit.rest.apps.listWebhookDeliveries({
        per_page: PAGE,
        ...(cursor !== null && { cursor }),
      })
      return {
        attempts: data.map(({ id, guid, event, action, delivered_at, status_code }) => ({
          ...{ id, guid, event, action },
          at: Date.parse(delivered_at),
          taken: status_code >= 200 && status_code < 300,
        })),
        next: cursorOf(headers.link),
      }
    },
    async redeliver(attempt) {
      const octokit = await asApp(probot, github, 'background')
      await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: attempt })
    },
  }
}

function cursorOf(link: string | undefined): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1]
  return next === undefined ? null : new URL(next).searchParams.get('cursor')
}
