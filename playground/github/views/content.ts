import type { TreeEntry } from '../git/tree.ts'
import type { Schemas } from '../schemas.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-urls.ts'

/** One entry of a directory; of files only the head. */
export function contentView(
  world: World,
  repository: Repository,
  given: { entry: TreeEntry; ref: string },
): Schemas['content-directory'][number] & {
  html_url: string
  git_url: string
  download_url: string | null
  _links: { self: string; git: string; html: string }
} {
  const { entry, ref } = given
  const path = entry.path.split('/').map(encodeURIComponent).join('/')
  const api = repositoryApiUrl(world, repository)
  const html = repositoryHtmlUrl(world, repository)
  const url = `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const folder = entry.type === 'tree'
  const git = `${api}/git/${folder ? 'trees' : 'blobs'}/${entry.sha}`
  const page = `${html}/${folder ? 'tree' : 'blob'}/${ref}/${path}`
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: page,
    git_url: git,
    download_url: entry.type === 'blob' ? `${html}/raw/${ref}/${path}` : null,
    type: contentType(entry),
    _links: { self: url, git, html: page },
  }
}

/** One file; without its content when it is too large to be put into JSON. */
export function fileView(
  world: World,
  repository: Repository,
  given: { entry: TreeEntry; ref: string; content: Buffer | null },
): Schemas['content-file'] {
  const { content, ...place } = given
  const view = contentView(world, repository, place)
  return {
    ...view,
    type: 'file',
    encoding: content === null ? 'none' : 'base64',
    content: content === null ? '' : wrapBase64(content),
  }
}

/** GitHub breaks base64 after 60 characters. */
export function wrapBase64(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n')
}

function contentType(entry: TreeEntry) {
  if (entry.type === 'tree') return 'dir'
  if (entry.type === 'commit') return 'submodule'
  return entry.mode === '120000' ? 'symlink' : 'file'
}
