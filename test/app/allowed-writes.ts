import type { SeenRequest } from '../../playground/interface/seen-request.ts'

/**
 * All that the App ever does on GitHub besides reading. Every story is held to it: there is no way to a branch outside of
 * its own names, the default branch, a forced push, a tag, a release, an approval or a merge.
 */
const WRITES: readonly [method: string, path: RegExp, body?: (body: Body) => boolean][] = [
  ['POST', /^\/app\/installations\/\d+\/access_tokens$/],
  // The stories themselves ask for a delivery anew, as from the App's settings page.
  ['POST', /^\/app\/hook\/deliveries\/\d+\/attempts$/],
  ['POST', /^REPO\/actions\/workflows\/[^/]+\/dispatches$/],
  ['POST', /^REPO\/actions\/runs\/\d+\/cancel$/],
  ['POST', /^REPO\/issues\/\d+\/comments$/],
  ['PATCH', /^REPO\/issues\/comments\/\d+$/],
  ['POST', /^REPO\/issues\/comments\/\d+\/reactions$/, ({ content }) => content === 'eyes'],
  ['POST', /^REPO\/git\/refs$/, ({ ref }) => OWN_REF.test(String(ref))],
  ['POST', /^REPO\/git\/(?:blobs|trees|commits)$/],
  ['POST', /^\/graphql$/, isOwnQuery],
  [
    'POST',
    /^REPO\/pulls$/,
    ({ head, draft, maintainer_can_modify: maintainers }) =>
      OWN_BRANCH.test(String(head)) && typeof draft === 'boolean' && maintainers === false,
  ],
  ['POST', /^REPO\/pulls\/\d+\/reviews$/, ({ event }) => event === 'COMMENT'],
  ['POST', /^REPO\/check-runs$/],
  ['PATCH', /^REPO\/check-runs\/\d+$/],
]

type Body = Record<string, unknown>

const OWN_BRANCH = /^reins\/issue-\d+-[0-9a-z]{4}$/
const OWN_REF = /^refs\/heads\/reins\/issue-\d+-[0-9a-z]{4}$/

/** Requests of the App that are none of these: "DELETE /repos/acme/shop/git/refs/heads/main". */
export function forbiddenWrites(requests: SeenRequest[]): string[] {
  return requests
    .filter(({ method, as }) => !['GET', 'HEAD'].includes(method) && as.startsWith('reins'))
    .filter(({ method, path, body }) => {
      const short = path.replace(/^\/(?:repos\/[^/]+\/[^/]+|repositories\/\d+)(?=\/)/, 'REPO')
      const wanted = WRITES.find(
        ([verb, pattern]) => verb === method && new RegExp(pattern.source, 'i').test(short),
      )
      return wanted === undefined || !(wanted[2]?.((body ?? {}) as Body) ?? true)
    })
    .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)?.slice(0, 300)}`)
}

/** Reading by GraphQL is a post too; the only mutation is a commit onto a branch of our own. */
function isOwnQuery({ query, variables }: Body): boolean {
  const text = String(query)
  if (!/^\s*mutation/.test(text)) return !/\bmutation\b/.test(text)
  const { input } = (variables ?? {}) as { input?: { branch?: { branchName?: string } } }
  const names = [...text.matchAll(/[{}]\s*(\w+)\s*\(/g)].map(([, name]) => name)
  return (
    names.length === 1 &&
    names[0] === 'createCommitOnBranch' &&
    OWN_BRANCH.test(input?.branch?.branchName ?? '')
  )
}
