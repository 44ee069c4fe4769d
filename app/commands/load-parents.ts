import type { Source } from '../../core/harness/narrow/origin.ts'
import { readHarness } from '../../core/harness/read-harness.ts'
import { createBoundedCache } from '../bounded-cache.ts'
import type { Clients } from '../github/installation.ts'
import { type FoundParent, type ParentAddress, readParent } from '../github/read-parent.ts'
import { whyNoText } from './why-no-text.ts'

/** The repository whose file extends others. */
export type Heir = { installation: number; repository: { owner: string; private: boolean } }

/** `refused`: why it cannot be extended and what to do, the rest of a sentence. */
export type Parent = { kind: 'ok'; source: Source } | { kind: 'refused'; message: string }

/** Entries of `extends` → the files they name, in the same order. */
export type LoadParents = (entries: readonly string[]) => Promise<Parent[]>

/** Characters of all files that are kept; what is pinned never changes. */
const MOST_KEPT = 8 * 1024 * 1024

/** Files that others extend, read with the installation of whoever extends them and kept for that installation only. */
export function createParents(clients: Clients): (heir: Heir) => LoadParents {
  const kept = createBoundedCache<{ text: string; private: boolean }>({
    most: MOST_KEPT,
    weigh: ({ text }) => text.length + 200,
  })
  return (heir) => {
    const load = async (entry: string): Promise<Parent> => {
      const address = toAddress(entry)
      if (address.owner.toLowerCase() !== heir.repository.owner.toLowerCase())
        return refused(
          `${entry} belongs to another owner, whose files the App does not read for this repository; copy it to a repository of ${heir.repository.owner}`,
        )
      const key = `${heir.installation} ${entry}`
      const known = kept.get(key)
      if (known) return parse(address, known, heir)
      const found = await readParent(clients, heir.installation, address)
      if (found.kind !== 'found' || found.file.text === null) return refused(explain(found, address))
      const file = { text: found.file.text, private: found.private }
      kept.set(key, file)
      return parse(address, file, heir)
    }
    return (entries) => Promise.all(entries.map(load))
  }
}

async function parse(
  address: ParentAddress,
  file: { text: string; private: boolean },
  { repository }: Heir,
): Promise<Parent> {
  const name = shortName(address)
  const parsed = await readHarness(file.text, name)
  if (parsed.kind === 'ok')
    return { kind: 'ok', source: { from: 'extends', name, harness: parsed.harness, places: parsed.places } }
  const [first] = parsed.problems
  const place = first ? `${name}:${first.line}:${first.column}` : name
  const more = parsed.problems.length > 1 ? `, and ${parsed.problems.length - 1} more` : ''
  // What is wrong is told with the file's own words, which a public repository must not show of a private one.
  const what =
    file.private && !repository.private ? 'a mistake stands here' : (first?.message ?? 'it is broken')
  return refused(`${place}: ${what}${more}; mend it there and pin the commit that does`)
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
