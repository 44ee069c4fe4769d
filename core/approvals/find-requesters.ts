/** A commit of a pull request. */
export type PullCommit = {
  message: string
  /** Written by our App, and signed by GitHub as such: nobody else can make one. */
  isOurs: boolean
}

/**
 * Who asked for the agent's runs in a pull request, from what the App wrote itself. Commits tell best; the description
 * is anybody's to edit, so it may only add somebody: who takes a name out of it gains nothing while the commit is there.
 */
export function findRequesters(pull: { commits: readonly PullCommit[]; body: string; isOurs: boolean }): {
  logins: string[]
  /** Something tells it that nobody but the App can have written. */
  certain: boolean
} {
  const told = pull.commits.flatMap(({ message, isOurs }) => (isOurs ? requesterOf(message) : []))
  const [, described] = DESCRIBED.exec(pull.body) ?? []
  const logins = pull.isOurs && described !== undefined ? [...told, described] : told
  const distinct = new Map(logins.map((login) => [login.toLowerCase(), login]))
  return { logins: [...distinct.values()], certain: told.length > 0 }
}

/** The first line of what pullRequestBody writes. */
const DESCRIBED = /^(?:Closes|For) #\d+, \[asked for by ([A-Za-z0-9_-]{1,100})\]\(/

/** The trailers stand in the last paragraph alone; what the agent says above is text. */
function requesterOf(message: string): string[] {
  const trailers =
    message
      .trimEnd()
      .split(/\n[ \t]*\n/)
      .at(-1) ?? ''
  if (!/^Reins-Run: [0-9a-z]{26}$/m.test(trailers)) return []
  const [, login] = /^Requested-by: ([A-Za-z0-9_-]{1,100})$/m.exec(trailers) ?? []
  return login === undefined ? [] : [login]
}
