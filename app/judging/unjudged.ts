import { TASKS, type TaskName } from './tasks.ts'

export type WhyUnjudged = 'start' | 'time' | 'memory' | 'crash' | 'full' | 'closed'

/** Nothing is known of what was asked; its message is for people: what was not done, why, and what to do. */
export class Unjudged extends Error {
  readonly task: TaskName
  readonly why: WhyUnjudged

  /** `within`: milliseconds it had, when it had no more. */
  constructor(task: TaskName, why: WhyUnjudged, within: number = TASKS[task].within) {
    super(sentence(TASKS[task], why, within))
    this.name = 'Unjudged'
    this.task = task
    this.why = why
  }
}

type Words = { what: string; advice: string }

function sentence({ what, advice }: Words, why: WhyUnjudged, within: number): string {
  switch (why) {
    case 'start':
      return `${what} could not begin: the machine of this App is too busy. Try again in a few minutes.`
    case 'time':
      return `${what} could not be done within ${within / 1000} s, so it was given up. ${advice}`
    case 'memory':
      return `${what} took more memory than there is for it, so it was given up. ${advice}`
    case 'crash':
      return `${what} ended the process it was done in: a parser failed, or memory ran out. ${advice}`
    case 'full':
      return `${what} would have to wait for too much else of this installation. Try again in a few minutes.`
    case 'closed':
      return `${what} was not done, because the app is being restarted. Try again in a few minutes.`
  }
}
