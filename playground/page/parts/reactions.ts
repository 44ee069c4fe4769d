import { html } from 'hono/html'
import type { Html } from '../html.ts'

const EMOJI: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  hooray: '🎉',
  confused: '😕',
  heart: '❤️',
  rocket: '🚀',
  eyes: '👀',
}

/** Who reacted how, counted; the names on hover. */
export function reactions(all: { actor: string; content: string }[]): Html | null {
  if (all.length === 0) return null
  const groups = Map.groupBy(all, ({ content }) => content)
  return html`<ul class="reactions">${[...groups].map(
    ([content, given]) =>
      html`<li title="${given.map(({ actor }) => actor).join(', ')}"><span role="img" aria-label="${content}">${EMOJI[content] ?? content}</span> ${given.length}</li>`,
  )}</ul>`
}
