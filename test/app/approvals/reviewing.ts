import type { CheckRunView } from '../../../playground/interface/views.ts'
import { tokenClient } from '../../playground/github/kit.ts'
import { begin, HARNESS, type Story } from '../kit.ts'

type Files = Record<string, string | null>

/** A conversation about pull requests on acme/shop: who opens, pushes and reviews does it as on GitHub, and is refused as there. */
export type Reviewing = Story & {
  as: (who: string) => ReturnType<typeof tokenClient>
  repo: { owner: string; repo: string }
  /** A branch off main with these files, and a pull request for it. */
  opens: (who: string, files: Files, more?: { branch?: string; base?: string }) => Promise<number>
  /** One more commit on its branch. */
  pushes: (who: string, number: number, files: Files) => Promise<string>
  /** The branch begins anew at main, with these files. */
  forces: (who: string, number: number, files: Files) => Promise<string>
  reviews: (who: string, number: number, event?: Event, commit?: string) => Promise<number>
  approves: (who: string, number: number, commit?: string) => Promise<number>
  dismisses: (who: string, number: number, review: number) => Promise<void>
  head: (number: number) => string
  /** The check run `approvals` of the pull request's head, or of another commit. */
  check: (number: number, sha?: string) => CheckRunView
}
type Event = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'

/** Ada, grace and linus may write, bob may maintain, eve may only read. `rules` are added to the harness. */
export async function beginReviewing(
  rules: string,
  scene: Omit<Parameters<typeof begin>[0] & object, 'issue'> = {},
): Promise<Reviewing> {
  const files = { '.github/agent.yml': `${HARNESS}${rules}`, ...scene.files }
  const story = await begin({ ...scene, files, pullRequests: true })
  const { github, repository, settled } = story
  for (const login of ['grace', 'linus']) github.permit(repository, login, 'write')
  const repo = { owner: 'acme', repo: 'shop' }
  const as = (who: string) => tokenClient(github, github.token(who))
  const pull = (number: number) => {
    const found = github.read.pullRequests(repository).find((one) => one.number === number)
    if (!found) throw new Error(`There is no pull request #${number}.`)
    return found
  }
  let branches = 0
  const all: Reviewing = {
    ...story,
    as,
    repo,
    head: (number) => pull(number).head.sha,
    async opens(who, changes, { branch = `work/${++branches}`, base = 'main' } = {}) {
      await github.commit(repository, { branch, message: 'Work', files: changes, actor: who })
      const { data } = await as(who).rest.pulls.create({ ...repo, title: 'Work', head: branch, base })
      await settled()
      return data.number
    },
    async pushes(who, number, changes) {
      const { ref } = pull(number).head
      const sha = await github.commit(repository, {
        branch: ref,
        message: 'More',
        files: changes,
        actor: who,
      })
      await settled()
      return sha
    },
    async forces(who, number, changes) {
      const { git } = as(who).rest
      const { data: main } = await git.getCommit({ ...repo, commit_sha: story.base })
      const tree = Object.entries(changes).map(([path, content]) => ({
        path,
        mode: '100644' as const,
        ...(content === null ? { sha: null } : { content }),
      }))
      const made = await git.createTree({ ...repo, base_tree: main.tree.sha, tree })
      const { data } = await git.createCommit({
        ...repo,
        message: 'Anew',
        tree: made.data.sha,
        parents: [story.base],
      })
      await git.updateRef({ ...repo, ref: `heads/${pull(number).head.ref}`, sha: data.sha, force: true })
      await settled()
      return data.sha
    },
    async reviews(who, number, event = 'APPROVE', commit) {
      const { data } = await as(who).rest.pulls.createReview({
        ...repo,
        pull_number: number,
        event,
        body: event === 'APPROVE' ? '' : 'See below.',
        ...(commit === undefined ? {} : { commit_id: commit }),
      })
      await settled()
      return data.id
    },
    approves: (who, number, commit) => all.reviews(who, number, 'APPROVE', commit),
    async dismisses(who, number, review_id) {
      const message = 'Too early.'
      await as(who).rest.pulls.dismissReview({ ...repo, pull_number: number, review_id, message })
      await settled()
    },
    check(number, sha = pull(number).head.sha) {
      const found = github.read.checkRuns(repository, sha).filter(({ name }) => name === 'approvals')
      if (found.length !== 1) throw new Error(`${found.length} check runs "approvals" on ${sha}.`)
      return found[0] as CheckRunView
    },
  }
  return all
}
