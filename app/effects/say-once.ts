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

/** Writes one comment on an issue, once: its hidden first line tells what it answers, so that it is found again. */
export async function sayOnce(
  { effects, marks, config }: Pick<Reins, 'effects' | 'marks' | 'config'>,
  client: RepositoryClient,
  { name, request, body }: Saying,
): Promise<void> {
  const issue = request.subject.number
  const of = createHash('sha256').update(name).digest('hex').slice(0, 26)
  const mark = { kind: 'reply', run: of, repository: request.repository.id, place: `#${issue}` } as const
  await effects.once(`reply ${name}`, {
    async look() {
      const { comments } = await listComments(client, issue)
      const ours = comments.find((comment) => {
        const marker = comment.appId === config.appId ? parseReplyMarker(comment.body) : null
        return marker?.of === of && marks.isOurs(mark, marker.tag)
      })
      return ours?.id ?? null
    },
    make: () => writeComment(client, issue, `${replyMarker(of, marks.tag(mark))}\n${body}`),
  })
}
