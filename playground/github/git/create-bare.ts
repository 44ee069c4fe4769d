import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Git, openGit } from './git.ts'

/** A bare repository as GitHub keeps them, or a copy of a local one; the source is only read. */
export async function createBare(
  folder: string,
  options: { hooks: string; from?: string; defaultBranch?: string },
): Promise<Git> {
  await mkdir(folder, { recursive: true })
  const git = openGit(folder)
  await git.run(['init', '--quiet', '--bare', `--initial-branch=${options.defaultBranch ?? 'main'}`, folder])
  if (options.from !== undefined) {
    const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
    // A checkout of a CI service is shallow: without the option git leaves such branches out and says nothing.
    await git.run(['fetch', '--quiet', '--no-auto-gc', '--update-shallow', options.from, ...refs])
  }
  await appendFile(join(folder, 'config'), settings(options.hooks))
  return git
}

/** actions/checkout and our own runner fetch one commit by its id; our own bookkeeping refs are nobody's business. */
const settings = (hooks: string) => `
[core]
	hooksPath = ${hooks}
	compression = 0
[gc]
	auto = 0
[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	fsckObjects = true
[transfer]
	hideRefs = refs/playground
`

/**
 * The server's hooks: workflow files need the `workflows` permission, and what was received is written down for the
 * local GitHub to act on. Both speak through the environment of the one push they belong to.
 */
export async function writeHooks(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries({ 'pre-receive': PRE_RECEIVE, 'post-receive': POST_RECEIVE })) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
}

const PRE_RECEIVE = `#!/bin/sh
while read -r old new ref; do
  case "$ref" in refs/pull/*) echo "deny updating a hidden ref" >&2; exit 1;; esac
  [ -z "$PLAYGROUND_NO_WORKFLOWS" ] && continue
  case "$new" in *[!0]*) ;; *) continue;; esac
  for commit in $(git rev-list "$new" --not --all); do
    path=$(git diff-tree -r --root --no-commit-id --name-only "$commit" -- .github/workflows | head -n 1)
    if [ -n "$path" ]; then
      echo "refusing to allow $PLAYGROUND_NO_WORKFLOWS to create or update workflow \\\`$path\\\` without \\\`workflows\\\` permission" >&2
      exit 1
    fi
  done
done
`

const POST_RECEIVE = `#!/bin/sh
[ -n "$PLAYGROUND_RECEIVED" ] && cat > "$PLAYGROUND_RECEIVED"
exit 0
`
