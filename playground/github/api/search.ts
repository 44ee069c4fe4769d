import { z } from 'zod'
import { mayUse } from '../http/access.ts'
import type { Caller } from '../http/caller.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { invalid, Refusal } from '../http/refusal.ts'
import { issueView } from '../views/issue.ts'
import type { Issue } from '../world/issue.ts'
import { fullName, type Repository } from '../world/repository.ts'

/** Qualifiers it knows; another one is refused, so that a query never means something else here than on GitHub. */
const KNOWN = ['repo', 'is', 'state', 'author', 'label', 'in', 'head', 'base'] as const

export const search = [
  endpoint('GET /search/issues')({
    docs: 'search/search#search-issues-and-pull-requests',
    query: z.object({ q: z.string() }),
    answer: (call) => {
      const { world, query, caller } = call
      const { words, qualifiers } = parseQuery(query.q)
      const found = [...world.repositories.values()]
        .filter((repository) => isSeen(caller, repository))
        .flatMap((repository) => [...repository.issues.values()].map((issue) => ({ repository, issue })))
        .filter((one) => qualifiers.every((qualifier) => holds(one, qualifier)))
        .filter(({ issue }) =>
          words.every((word) => `${issue.title}\n${issue.body ?? ''}`.toLowerCase().includes(word)),
        )
      const { slice, headers } = paginate(call, found)
      const items = slice.map(({ repository, issue }) => ({
        ...issueView(world, repository, issue),
        body: issue.body ?? '',
        score: 1,
      }))
      return {
        status: 200,
        body: { total_count: found.length, incomplete_results: false, search_type: 'lexical', items },
        headers,
      }
    },
  }),
]

type Qualifier = { name: (typeof KNOWN)[number]; value: string }

function parseQuery(text: string): { words: string[]; qualifiers: Qualifier[] } {
  const parts = text.match(/(?:[^\s"]|"[^"]*")+/g) ?? []
  const words: string[] = []
  const qualifiers: Qualifier[] = []
  for (const part of parts) {
    const [, name, value = ''] = /^([a-z]+):(.+)$/i.exec(part) ?? []
    if (name === undefined) words.push(part.replaceAll('"', '').toLowerCase())
    else {
      const known = KNOWN.find((one) => one === name)
      if (!known)
        throw invalid({
          resource: 'Search',
          code: 'invalid',
          field: 'q',
          message: `playground: the qualifier ${name}: is not supported`,
        })
      qualifiers.push({ name: known, value: value.replaceAll('"', '') })
    }
  }
  return { words, qualifiers }
}

function holds(one: { repository: Repository; issue: Issue }, { name, value }: Qualifier): boolean {
  const { repository, issue } = one
  const same = (other: string | undefined) => other?.toLowerCase() === value.toLowerCase()
  switch (name) {
    case 'repo':
      return same(fullName(repository))
    case 'is':
      if (value === 'pr') return issue.pull !== null
      if (value === 'issue') return issue.pull === null
      return value === 'draft' ? issue.pull?.draft === true : same(issue.state)
    case 'state':
      return same(issue.state)
    case 'author':
      return (
        same(issue.author.account.login) ||
        same(issue.author.app ? `app/${issue.author.app.slug}` : undefined)
      )
    case 'label':
      return issue.labels.some((label) => same(label.name))
    case 'head':
      return same(issue.pull?.head.ref)
    case 'base':
      return same(issue.pull?.base.ref)
    case 'in':
      return true
  }
}

function isSeen(caller: Caller, repository: Repository): boolean {
  try {
    mayUse(caller, repository, { needs: 'issues=read; pull_requests=read', role: 'read' })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
