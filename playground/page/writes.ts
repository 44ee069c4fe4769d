import type { Context, Hono } from 'hono'
import { BODY, TITLE } from '../../core/run/github-limits.ts'
import type { Playground } from '../interface/playground.ts'

/** What people do on the page. A script gets 204 and waits for the live update; a plain form is sent back to its page. */
export function writes(app: Hono, playground: Playground): void {
  const { read } = playground

  app.post('/:owner/:name/issues', async (c) => {
    const asked = await form(c, ['title', 'body', 'actor'])
    if (typeof asked === 'string') return c.text(asked, 422)
    const number = await playground.openIssue(asked.repository, {
      title: asked.title.trim(),
      body: asked.body,
      actor: asked.actor,
    })
    return c.redirect(`/${asked.repository}/issues/${number}`, 303)
  })

  app.post('/:owner/:name/issues/:number{[0-9]+}/comments', async (c) => {
    const asked = await form(c, ['body', 'actor'])
    if (typeof asked === 'string') return c.text(asked, 422)
    const id = await playground.comment(asked.repository, asked.number, {
      body: asked.body,
      actor: asked.actor,
    })
    return done(c, `/${asked.repository}/issues/${asked.number}#comment-${id}`)
  })

  app.post('/:owner/:name/issues/:number{[0-9]+}/close', async (c) => {
    const asked = await form(c, ['actor'])
    if (typeof asked === 'string') return c.text(asked, 422)
    await playground.closeIssue(asked.repository, asked.number, asked.actor)
    return done(c, `/${asked.repository}/issues/${asked.number}`)
  })

  for (const [path, event] of REVIEWS)
    app.post(`/:owner/:name/pull/:number{[0-9]+}/reviews/${path}`, async (c) => {
      const asked = await form(c, event === 'APPROVE' ? ['actor'] : ['actor', 'body'])
      if (typeof asked === 'string') return c.text(asked, 422)
      const { repository, number, body, actor } = asked
      if (!read.pullRequests(repository).some((one) => one.number === number))
        return c.text(`There is no pull request ${number}.`, 422)
      const outcome = await playground.review(repository, number, { event, body, actor })
      if (outcome.kind === 'refused') return c.text(outcome.why, 422)
      return done(c, `/${repository}/pull/${number}`)
    })

  app.post('/:owner/:name/actions/runs/:number{[0-9]+}/cancel', async (c) => {
    const asked = await form(c, ['actor'])
    if (typeof asked === 'string') return c.text(asked, 422)
    await playground.cancelRun(asked.repository, asked.number, asked.actor)
    return done(c, `/${asked.repository}/actions/runs/${asked.number}`)
  })

  /** @returns what was sent, or a sentence that says what is wrong with it. */
  async function form<K extends 'title' | 'body' | 'actor'>(c: Context, wanted: K[]) {
    const { owner, name, number = '0' } = c.req.param() as Record<string, string>
    const repository = read.repositories().find((one) => one.fullName === `${owner}/${name}`)?.fullName
    if (repository === undefined) return `There is no repository ${owner}/${name}.`
    const isRun = c.req.path.includes('/actions/')
    const known = isRun
      ? read.workflowRuns(repository).map(({ id }) => id)
      : read.issues(repository).map((one) => one.number)
    if (number !== '0' && !known.includes(Number(number)))
      return `There is no ${isRun ? 'run' : 'issue'} ${number}.`
    const sent = await c.req.parseBody()
    const text = (key: string) => (typeof sent[key] === 'string' ? sent[key].replaceAll('\r\n', '\n') : '')
    if (wanted.includes('actor' as K) && !read.users().includes(text('actor')))
      return `There is no user '${text('actor')}'.`
    if (wanted.includes('title' as K) && text('title').trim() === '') return "title can't be blank"
    if (text('title').length > TITLE) return `title is too long (maximum is ${TITLE} characters)`
    if (text('body').length > BODY) return `body is too long (maximum is ${BODY} characters)`
    if (wanted.includes('body' as K) && !wanted.includes('title' as K) && text('body').trim() === '')
      return "body can't be blank"
    return {
      repository,
      number: Number(number),
      title: text('title'),
      body: text('body'),
      actor: text('actor'),
    }
  }
}

const REVIEWS = [
  ['approve', 'APPROVE'],
  ['request-changes', 'REQUEST_CHANGES'],
] as const

function done(c: Context, to: string): Response {
  return c.req.header('x-stay') === undefined ? c.redirect(to, 303) : c.body(null, 204)
}
