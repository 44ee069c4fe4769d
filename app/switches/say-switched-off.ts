import type { Request } from '../../core/command/request.ts'
import { defuseLine } from '../../core/say/defuse.ts'
import { switchedOff } from '../../core/say/switched-off.ts'
import { sayOnce } from '../effects/say-once.ts'
import type { RepositoryClient } from '../github/installation.ts'
import type { Reins } from '../reins.ts'
import type { Switch } from './switches.ts'

/** Tells who asks that it is switched off: once on an issue, for as long as it is off. */
export async function saySwitchedOff(
  reins: Reins,
  client: RepositoryClient,
  { request, off }: { request: Request; off: Switch },
): Promise<void> {
  const { repository, subject } = request
  const name = `switched off ${off.place} ${off.at} ${repository.id}#${subject.number}`
  await sayOnce(reins, client, { name, request, body: switchedOff(wordsOf(reins, off)) })
}

export function wordsOf({ config }: Pick<Reins, 'config'>, { why }: Switch): string | null {
  return why === null ? null : defuseLine(why, { server: config.github.serverUrl, most: 500 })
}
