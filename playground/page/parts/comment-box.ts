import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { type MarkdownPlace, renderMarkdown } from '../markdown/render-markdown.ts'
import { author, avatar } from './avatar.ts'
import { reactions } from './reactions.ts'
import { time } from './time.ts'

export type Comment = {
  /** Anchor on the page. */
  id: string
  actor: string
  at: string | undefined
  did: string
  body: string
  edited?: boolean
  reactions?: { actor: string; content: string }[]
}

/** One contribution to a conversation, its Markdown rendered. */
export function commentBox(comment: Comment, place: MarkdownPlace, below: Html | null = null): Html {
  const body =
    comment.body.trim() === ''
      ? html`<p class="muted"><em>No description provided.</em></p>`
      : renderMarkdown(comment.body, { breaks: true, ...place })
  return html`<article class="comment" id="${comment.id}">
${avatar(comment.actor)}
<div class="box">
<header>${author(comment.actor)} <span class="muted">${comment.did} ${time(comment.at)}${comment.edited ? ' · edited' : ''}</span></header>
<div class="markdown">${body}</div>
${reactions(comment.reactions ?? [])}${below}
</div>
</article>`
}
