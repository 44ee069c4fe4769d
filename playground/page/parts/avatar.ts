import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** A person's or a bot's picture: a letter on a colour that is always the same for one login. */
export function avatar(login: string, size = 40): Html {
  const letter = [...login][0]?.toUpperCase() ?? '?'
  const hue = [...login].reduce((sum, point) => (sum * 31 + (point.codePointAt(0) ?? 0)) % 360, 7)
  const round = isBot(login) ? 8 : 20
  return html`<svg class="avatar" width="${size}" height="${size}" viewBox="0 0 40 40" aria-hidden="true">
<rect width="40" height="40" rx="${round}" fill="hsl(${hue} 45% 42%)"></rect>
<text x="20" y="20" dy=".35em" text-anchor="middle" fill="#fff" font-size="18" font-weight="600">${letter}</text></svg>`
}

export function isBot(login: string): boolean {
  return login.endsWith('[bot]')
}

/** A login as GitHub writes it: bots without their suffix, with a label instead. */
export function author(login: string): Html {
  if (!isBot(login)) return html`<strong class="author">${login}</strong>`
  return html`<strong class="author">${login.slice(0, -'[bot]'.length)}</strong> <span class="label">bot</span>`
}
