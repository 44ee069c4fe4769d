import { createBoundedCache } from '../bounded-cache.ts'
import type { Urgency } from '../github/budget/limits.ts'
import type { Clients } from '../github/installation.ts'
import { type FoundParent, type ParentAddress, readParent } from '../github/read-parent.ts'
import type { Parent } from './read-rules.ts'
import { whyNoText } from './why-no-text.ts'

/** The repository whose file extends others. */
export type Heir = { installation: number; repository: { owner: string; private: boolean } }

/** Entries of `extends` → the files they name, in the same order. */
export type LoadParents = (entries: readonly string[]) => Promise<Parent[]>

/** Characters of all files that are kept; what is pinned never changes. */
const MOST_KEPT = 8 * 1024 * 1024

/** Files that others extend, read with the installation of whoever extends them and kept for that installation only. */
export function createParents(clients: Clients): (heir: Heir, how?: { urgency: Urgency }) => LoadParents {
  const kept = createBoundedCache<{ text: string; private: boolean }>({
    most: MOST_KEPT,
    weigh: ({ text }) => text.length + 200,
  })
  return (heir, how) => {
    const load = async (entry: string): Promise<Parent> => {
      const address = toAddress(entry)
      if (address.owner.toLowerCase() !== heir.repository.owner.toLowerCase())
        return refused(
          `${entry} belongs to another owner, whose files the App does not read for this repository; copy it to a repository of ${heir.repository.owner}`,
        )
      const key = `${heir.installation} ${entry}`
      const known = kept.get(key)
      if (known) return toParent(address, known, heir)
      const found = await readParent(
        (place, permissions) => clients(place, permissions, how),
        heir.installation,
        address,
      )
      if (found.kind !== 'found' || found.file.text === null) return refused(explain(found, address))
      const file = { text: found.file.text, private: found.private }
      kept.set(key, file)
      return toParent(address, file, heir)
    }
    return (entries) => Promise.all(entries.map(load))
  }
}

/**
 * For a file that nobody who may write here has accepted, as in a pull request from a fork: it reads no more than what is
 * `known` from the base, or strangers would learn what private repositories hold.
 */
export function onlyKnown(load: LoadParents, known: readonly string[]): LoadParents {
  return (entries) =>
    Promise.all(
      entries.map(async (entry) => {
        const [parent] = known.includes(entry) ? await load([entry]) : []
        return parent ?? refused(`${entry} is read once somebody who may write here has accepted it`)
      }),
    )
}

function toParent(
  address: ParentAddress,
  { text, private: secret }: { text: string; private: boolean },
  { repository }: Heir,
): Parent {
  // What is wrong is told with the file's own words, which a public repository must not show of a private one.
  return { kind: 'ok', name: shortName(address), text, hidden: secret && !repository.private }
}

function explain(found: FoundParent, { owner, name, path, sha }: ParentAddress): string {
  const repository = `${owner}/${name}`
  const commit = sha.slice(0, 7)
  switch (found.kind) {
    case 'unseen':
      return `the App cannot read ${repository}; install the App on it (as an owner of ${owner}: Settings, GitHub Apps, Configure, Repository access), or correct the name`
    case 'unmerged':
      return `the commit ${commit} is not on ${found.branch} of ${repository}, so anybody with a fork could have made it; pin a commit that is on ${found.branch}`
    case 'missing':
      return `${repository} has no file ${path} at ${commit}; correct the path or pin another commit`
    case 'found':
      return `${shortName({ owner, name, path, sha })}: ${whyNoText(found.file)}`
  }
}

/** The schema sees to the form: owner/repository//path@sha. */
function toAddress(entry: string): ParentAddress {
  const [repository = '', rest = ''] = entry.split('//', 2)
  const [owner = '', name = ''] = repository.split('/', 2)
  const at = rest.lastIndexOf('@')
  return { owner, name, path: rest.slice(0, at), sha: rest.slice(at + 1) }
}

function shortName({ owner, name, path, sha }: ParentAddress): string {
  return `${owner}/${name}//${path}@${sha.slice(0, 7)}`
}

function refused(message: string): Parent {
  return { kind: 'refused', message }
}
