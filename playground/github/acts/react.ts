import type { Account } from '../world/account.ts'
import type { Reaction, ReactionContent } from '../world/issue.ts'
import { fullName, type Repository } from '../world/repository.ts'
import { nextId, tell, timestamp, type World } from '../world/world.ts'

/** One reaction of each content per account: a second one is the first again. */
export function react(
  world: World,
  repository: Repository,
  given: { to: { reactions: Reaction[] }; number: number; account: Account; content: ReactionContent },
): { reaction: Reaction; added: boolean } {
  const { to, account, content } = given
  const known = to.reactions.find((one) => one.account === account && one.content === content)
  if (known) return { reaction: known, added: false }
  const reaction = { id: nextId(world), account, content, createdAt: timestamp(world) }
  to.reactions.push(reaction)
  tell(world, {
    type: 'reaction',
    repository: fullName(repository),
    number: given.number,
    actor: account.login,
    content,
  })
  return { reaction, added: true }
}
