import type { Request } from '../../core/command/request.ts'
import type { RepositoryClient } from '../github/installation.ts'
import { type Gestured, readSaid, type Said } from '../github/read-said.ts'
import type { Gesture } from '../inbox/to-silent-request.ts'
import type { Reins } from '../reins.ts'
import { type Confirmed, unknown } from './confirmed.ts'
import { isStale } from './is-stale.ts'
import { lookAgain } from './look-again.ts'
import { toPlace } from './to-place.ts'

type Gesturing = { request: Request; gesture: Gesture }

/** The label or the assignee is there, and it was this account that put it there last. One call. @throws when GitHub does not answer. */
export function confirmGesture(reins: Reins, client: RepositoryClient, asked: Gesturing): Promise<Confirmed> {
  return lookAgain(
    async () => {
      const { number } = asked.request.subject
      return judge(reins, await readSaid(client, { number, about: 'gestures' }), asked)
    },
    ({ kind }) => kind !== 'unknown',
  )
}

function judge(reins: Reins, said: Said | null, { request, gesture }: Gesturing): Confirmed {
  if (said === null || said.subject.isPullRequest) return unknown('there is no such issue')
  const event = said.gestures.findLast((one) => isAbout(one, gesture))
  if (!event?.added) return unknown(`the ${gesture.by} is not there`)
  if (event.by === null || event.by.id !== request.actor.id)
    return unknown(`the ${gesture.by} is somebody else’s`)
  if (isStale(event.at, reins.now())) return unknown('it is older than what GitHub delivers')
  const place = toPlace(said, request, event.at)
  if (place.kind === 'unknown') return place
  if (said.repository.archived) return { kind: 'ignore', reason: 'the repository is archived' }
  return {
    kind: 'confirmed',
    request: {
      installation: request.installation,
      repository: place.repository,
      subject: place.subject,
      comment: { id: null, body: '', url: said.subject.url, at: event.at },
      actor: { ...event.by, isBot: event.by.isBot || event.by.login.endsWith('[bot]') },
    },
    head: said.head?.sha ?? null,
    once: `gesture ${event.id}`,
  }
}

function isAbout(event: Gestured, gesture: Gesture): boolean {
  if ('label' in event) return gesture.by === 'label' && same(event.label, gesture.name)
  return gesture.by === 'assignment' && same(event.assignee, gesture.login)
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
