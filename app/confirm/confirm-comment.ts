import type { RepositoryClient } from '../github/installation.ts'
import { type Author, readSaid, type Said, type Version } from '../github/read-said.ts'
import type { Asked } from '../inbox/to-request.ts'
import type { Reins } from '../reins.ts'
import { type Confirmed, unknown } from './confirmed.ts'
import { isStale } from './is-stale.ts'
import { lookAgain } from './look-again.ts'
import { sameText } from './text-at.ts'
import { toPlace } from './to-place.ts'

type AskedByComment = Extract<Asked, { kind: 'request' }>

/**
 * Whoever stole the webhook's secret can sign what nobody wrote. So a delivery only says where to look: that this comment
 * is there, that this account wrote (or changed) it, and that these were its words, has to come from GitHub. One call.
 * @throws when GitHub does not answer.
 */
export function confirmComment(
  reins: Reins,
  client: RepositoryClient,
  asked: AskedByComment,
): Promise<Confirmed> {
  const { number } = asked.request.subject
  return lookAgain(
    async () => {
      const said = await readSaid(client, { number, about: { comment: asked.node } })
      return judge(reins, said, asked)
    },
    ({ kind }) => kind !== 'unknown',
  )
}

function judge(reins: Reins, said: Said | null, { request, before, edited }: AskedByComment): Confirmed {
  if (!said?.comment) return unknown('there is no such comment')
  const { comment, repository } = said
  const pages = `${reins.config.github.serverUrl}/${repository.owner}/${repository.name}`
  const { number } = said.subject
  const places = ['issues', 'pull'].map(
    (kind) => `${pages}/${kind}/${number}#issuecomment-${request.comment.id}`,
  )
  if (!places.includes(comment.url)) return unknown('the comment stands somewhere else')
  if (comment.ours) return { kind: 'ignore', reason: 'the comment is our own' }
  const version = edited
    ? findEdit(comment.text.versions, { body: request.comment.body, before, by: request.actor })
    : findFirst(comment, { body: request.comment.body, by: request.actor })
  if (version?.by == null) return unknown('nobody of this id wrote these words there')
  if (isStale(version.at, reins.now())) return unknown('it is older than what GitHub delivers')
  const place = toPlace(said, request, version.at)
  if (place.kind === 'unknown') return place
  if (repository.archived) return { kind: 'ignore', reason: 'the repository is archived' }
  return {
    kind: 'confirmed',
    request: {
      installation: request.installation,
      repository: place.repository,
      subject: place.subject,
      comment: { id: request.comment.id, body: request.comment.body, url: comment.url, at: version.at },
      actor: { ...version.by, isBot: version.by.isBot || version.by.login.endsWith('[bot]') },
    },
    head: said.head?.sha ?? null,
    once: `comment ${request.comment.id} ${edited ? version.id : 'first'}`,
  }
}

type Words = { body: string; by: { id: number; login: string } }

/** The number says who it is; a name that does not go with it is a lie all the same. */
function isSame(one: Author | null, other: Words['by']): one is Author {
  return one?.id === other.id && one.login.toLowerCase() === other.login.toLowerCase()
}

/** The comment as it was written, by its author. Later versions say nothing of it. */
function findFirst(
  { text: { versions, whole }, author }: NonNullable<Said['comment']>,
  { body, by }: Words,
): (Version & { by: Author }) | undefined {
  const [first] = versions
  if (!whole || first === undefined || !isSame(author, by)) return undefined
  return sameText(first.body, body) ? { ...first, by: author } : undefined
}

/** A change from exactly these words to exactly those. */
function findEdit(
  versions: Version[],
  { body, before, by }: Words & { before: string },
): Version | undefined {
  return versions.findLast((one, index) => {
    const earlier = versions[index - 1]
    return (
      earlier !== undefined &&
      sameText(earlier.body, before) &&
      sameText(one.body, body) &&
      isSame(one.by, by)
    )
  })
}
