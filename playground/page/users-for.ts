import type { Playground } from '../interface/playground.ts'

/** Everybody there is; who did something in this repository last comes first, being who most likely writes now. */
export function usersFor(playground: Playground, repository: string): string[] {
  const active = playground
    .events()
    .filter((event) => event.repository === repository && 'actor' in event)
    .map((event) => ('actor' in event ? event.actor : ''))
    .reverse()
  const users = playground.read.users()
  const known = [...new Set(active)].filter((login) => users.includes(login))
  return [...known, ...users.filter((login) => !known.includes(login))]
}
