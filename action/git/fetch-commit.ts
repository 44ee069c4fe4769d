import { type Git, GitError } from './git.ts'

/** Between tries, ms. What is refused is not tried again. */
const PAUSES = [1_000, 4_000]
const REFUSED = /\b(401|403|404)\b|not found|not our ref|Authentication failed|could not read Username/i

/**
 * Fetches one commit, without history, into an empty repository.
 * @returns why it could not be had, in a sentence, or null.
 */
export async function fetchCommit(
  git: Git,
  from: { url: string; sha: string; token: string },
  options: { signal: AbortSignal; sleep: (ms: number) => Promise<void> },
): Promise<string | null> {
  await git([
    'init',
    '--quiet',
    '--template=',
    // Readable for whoever our git is in its room, whatever the umask; the folder around it is private.
    '--shared=0644',
    `--object-format=${from.sha.length === 64 ? 'sha256' : 'sha1'}`,
  ])
  const basic = Buffer.from(`x-access-token:${from.token}`).toString('base64')
  const config = { [`http.${new URL(from.url).origin}/.extraheader`]: `Authorization: Basic ${basic}` }
  const args = [
    'fetch',
    '--quiet',
    '--depth=1',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
  ]
  for (let failures = 0; ; failures++) {
    try {
      await git([...args, '--end-of-options', from.url, from.sha], { config, signal: options.signal })
      return null
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      const pause = PAUSES[failures]
      if (pause === undefined || REFUSED.test(error.message)) return explain(error.message, from)
      await options.sleep(pause)
    }
  }
}

function explain(message: string, { url, sha }: { url: string; sha: string }): string {
  const hint = REFUSED.test(message)
    ? 'Give the workflow `permissions: contents: read`, and see that the commit still exists.'
    : 'Run the command again; if it stays, see that the runner reaches the server.'
  return `The commit ${sha} of ${url} could not be fetched. ${hint} (${message})`
}
