import type { PlaygroundEvent } from '../interface/event.ts'
import type { Playground } from '../interface/playground.ts'

type Kind<T extends PlaygroundEvent['type']> = Extract<PlaygroundEvent, { type: T }>

/** When things happened in one repository: the pages of GitHub say it everywhere, the views do not carry it. */
export function timesOf(playground: Playground, repository: string) {
  const all = playground.events().filter((event) => event.repository === repository)
  const of = <T extends PlaygroundEvent['type']>(type: T) =>
    all.filter((event): event is PlaygroundEvent & Kind<T> => event.type === type)
  const comments = of('comment')
  const [opened, pulls, reviews, runs] = [of('issue'), of('pull_request'), of('review'), of('workflow_run')]
  return {
    issue: (number: number) => opened.find((event) => event.number === number)?.at,
    pullRequest: (number: number) => pulls.find((event) => event.number === number)?.at,
    comment: (id: number) => comments.find((event) => event.id === id && !event.edited)?.at,
    edited: (id: number) => comments.some((event) => event.id === id && event.edited),
    /** The nth review of a pull request. */
    review: (number: number, nth: number) => reviews.filter((event) => event.number === number)[nth]?.at,
    workflowRun: (id: number) => runs.find((event) => event.id === id)?.at,
    pushes: (branch: string) => of('push').filter(({ ref }) => ref.replace('refs/heads/', '') === branch),
  }
}
