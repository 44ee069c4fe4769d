import type { Effects } from './effects.ts'

/** Does one step, named within what it belongs to, once. */
export type Once = Effects['once']

/** The steps of one run, each once. */
export function stepsOf({ once }: Pick<Effects, 'once'>, key: string): Once {
  return (step, effect) => once(`${key} ${step}`, effect)
}

/** For what needs no memory: it is looked for before it is begun, or may be there twice. */
export const unguarded: Once = (_, { make }) => make()
