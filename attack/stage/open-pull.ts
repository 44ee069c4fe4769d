import type { CheckRunView, PullRequestView } from '../../playground/interface/views.ts'
import { must } from '../row.ts'
import { askGitHub } from './ask-github.ts'
import type { World } from './world.ts'

export type OpenPull = {
  number: number
  /** One more commit on its branch, and the app has said what it has to say. @returns its id. */
  push: (files: Record<string, string | null>) => Promise<string>
  /** A check run of its head, by name. @throws when nobody wrote one, or it is not finished. */
  check: (name: string) => CheckRunView
  view: () => PullRequestView
}

/** Somebody proposes files against main, on a branch of the same repository. */
export async function openPull(
  world: World,
  { who, branch, files }: { who: string; branch: string; files: Record<string, string | null> },
): Promise<OpenPull> {
  const { github, repository, settled } = world
  const push = async (more: Record<string, string | null>) => {
    const sha = await github.commit(repository, { branch, message: 'Work', files: more, actor: who })
    await settled()
    return sha
  }
  await push(files)
  const made = await askGitHub(world, {
    ...{ token: github.token(who), method: 'POST', path: `/repos/${repository}/pulls` },
    body: { title: 'Small fix', head: branch, base: 'main' },
  })
  must(made.status === 201, `GitHub did not open it: ${made.status} ${JSON.stringify(made.body)}`)
  await settled()
  const { number } = made.body as { number: number }
  const view = () => {
    const found = github.read.pullRequests(repository).find((one) => one.number === number)
    must(found !== undefined, `#${number} is gone`)
    return found
  }
  return {
    number,
    push,
    view,
    check(name) {
      const { sha } = view().head
      const found = github.read.checkRuns(repository, sha).find((one) => one.name === name)
      must(found?.status === 'completed', `no finished check run ${name} on ${sha.slice(0, 7)}`)
      return found
    },
  }
}
