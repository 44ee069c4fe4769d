import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** A moment (ISO 8601); the page's script turns it into "2 minutes ago". */
export function time(at: string | undefined): Html {
  if (at === undefined) return html``
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>`
}
