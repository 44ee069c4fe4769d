import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** Who writes. The local GitHub knows no passwords: everybody who opens the page is whom they say. */
export function asUser(users: string[]): Html {
  return html`<label class="as">as <select name="actor" required>${users.map((login) => html`<option>${login}</option>`)}</select></label>`
}

/** The box below a conversation; below a pull request's, what it says can be a review. */
export function commentForm(
  repository: string,
  number: number,
  options: { users: string[]; open: boolean; isPullRequest?: boolean },
): Html {
  const path = `/${repository}/issues/${number}`
  return html`<form class="write box" method="post" action="${path}/comments" data-stay>
<header><label for="body">Add a comment</label></header>
<textarea id="body" name="body" rows="4" required maxlength="65536" placeholder="/agent implement"></textarea>
<p class="problem" role="alert" hidden></p>
<footer>${asUser(options.users)}<span class="grow"></span>
${options.open ? html`<button class="button" formaction="${path}/close" formnovalidate>Close</button>` : null}
${options.open && options.isPullRequest === true ? reviewButtons(`/${repository}/pull/${number}/reviews`) : null}
<button class="button primary">Comment</button></footer></form>`
}

/** An approval needs no words, a request for changes does. */
function reviewButtons(path: string): Html {
  return html`<button class="button" formaction="${path}/request-changes">Request changes</button>
<button class="button" formaction="${path}/approve" formnovalidate>Approve</button>`
}

export function newIssuePage(repository: string, users: string[]): Html {
  return html`<h1>New issue</h1>
<form class="write box" method="post" action="/${repository}/issues">
<div class="field"><label for="title">Title</label><input id="title" name="title" required maxlength="256"></div>
<div class="field"><label for="body">Description</label><textarea id="body" name="body" rows="12" maxlength="65536"></textarea></div>
<footer>${asUser(users)}<span class="grow"></span><button class="button primary">Create</button></footer></form>`
}
