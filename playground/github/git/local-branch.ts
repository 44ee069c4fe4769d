import { openGit } from './git.ts'

/** The branch a local repository stands on; for a detached head, main or whatever branch there is. */
export async function localBranch(path: string): Promise<string> {
  const git = openGit(path, { find: true })
  const { code, stdout } = await git.run(['symbolic-ref', '--quiet', '--short', 'HEAD'], { codes: [0, 1] })
  if (code === 0) return stdout.toString().trim()
  const branches = (await git.text(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads/'])).split(
    '\n',
  )
  const [first] = branches
  if (!first) throw new Error(`playground: ${path} has no branch.`)
  return branches.includes('main') ? 'main' : first
}
