import { EVERY_WAY } from '../../stage/every-way.ts'
import { hardest } from '../../stage/shown-in.ts'
import type { World } from '../../stage/world.ts'

/** What the job itself holds: the runner knows these, and so does the app of the run token. */
export const OF_JOB = ['job token', 'id token request', 'run token']
/** What the operator holds; no runner ever sees it, so only the app can know it. */
export const OF_OPERATOR = ['provider key', 'private key', 'webhook secret']

/** As if somebody had read them: the test tells the agent. @throws when one is not there. */
export function stolen(world: World, names: string[]): Map<string, string> {
  return new Map(
    names.map((name) => {
      const value = world.secrets.get(name)
      if (value === undefined) throw new Error(`there is no ${name} to steal`)
      return [name, hardest(value)]
    }),
  )
}

/** Every secret in every way, one text each. */
export function everyText(secrets: ReadonlyMap<string, string>): string[] {
  return [...secrets.values()].flatMap((value) => Object.values(EVERY_WAY).map((write) => write(value)))
}
