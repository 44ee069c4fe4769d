/** A commit of a pull request. */
export type PullCommit = {
  message: string
  /** Written by our App, and signed by GitHub as such: nobody else can make one. */
  isOurs: boolean
}

/**
 * Who asked for the agent's runs in a pull request, from what nobody but the App can have written: its signed commits, and
 * `described`, the login of its own mark in the description (null: no mark that is good there). Whatever else somebody
 * writes into a description says nothing.
 */
export function findRequesters(pull: { commits: readonly PullCommit[]; described: string | null }): string[] {
  const told = pull.commits.flatMap(({ message, isOurs }) => (isOurs ? requesterOf(message) : []))
  const logins = pull.described === null ? told : [...told, pull.described]
  return [...new Map(logins.map((login) => [login.toLowerCase(), login])).values()]
}

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
