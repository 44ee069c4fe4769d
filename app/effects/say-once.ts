import { createHash } from 'node:crypto'
import { parseReplyMarker, replyMarker } from '../../core/say/marker.ts'
import { listComments, writeComment } from '../github/comments.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Reins } from '../reins.ts'

type Saying = {
  /** What it answers, by a name of its own. */
  name: string
  request: { repository: { id: number }; subject: { number: number } }
  body: string
}

type Given = Pick<Reins, 'effects' | 'marks' | 'config'>

/** Writes one comment on an issue, once: its hidden first line tells what it answers, so that it is found again. */
export async function sayOnce(reins: Given, client: RepositoryClient, saying: Saying): Promise<void> {
  const { first, look } = placeOf(reins, client, saying)
  await reins.effects.once(`reply ${saying.name}`, {
    look,
    make: () => writeComment(client, saying.request.subject.number, `${first}\n${saying.body}`),
  })
}

/** Whether it stands there: GitHub is only asked when it was begun and nobody knows what came of it. */
export async function isSaid(
  reins: Given,
  client: RepositoryClient,
  saying: Omit<Saying, 'body'>,
): Promise<boolean> {
  const begun = await reins.effects.find(`reply ${saying.name}`)
  if (begun === null) return false
  return begun.made !== null || (await placeOf(reins, client, saying).look()) !== null
}

/** Its first line, and how it is found by it. */
function placeOf(
  { marks, config }: Given,
  client: RepositoryClient,
  { name, request }: Omit<Saying, 'body'>,
) {
  const issue = request.subject.number
  const of = createHash('sha256').update(name).digest('hex').slice(0, 26)
  const mark = { kind: 'reply', run: of, repository: request.repository.id, place: `#${issue}` } as const
  async function look(): Promise<number | null> {
    const { comments } = await listComments(client, issue)
    const ours = comments.find((comment) => {
      const marker = comment.appId === config.appId ? parseReplyMarker(comment.body) : null
      return marker?.of === of && marks.isOurs(mark, marker.tag)
    })
    return ours?.id ?? null
  }
  return { first: replyMarker(of, marks.tag(mark)), look }
}
