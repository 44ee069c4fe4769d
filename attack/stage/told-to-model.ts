import { outsideFences } from './hiding-places.ts'
import type { World } from './world.ts'

/** What models were given, over all requests of a world; each text once. */
export type ToldToModel = {
  /** Instructions and messages: our words, with the texts of others in fences. */
  words: string[]
  /** Results of calls: data by where they stand. */
  results: string[]
  /** Both, as one text. */
  all: string
  /** Lines of `words` in no fence. @throws when a fence is not closed. */
  ours: string[]
  /** The frozen assignments, as the app gave them out. */
  assigned: string
}

type Item = { role?: string; content?: unknown; output?: unknown }

export function toldToModel(world: World): ToldToModel {
  const bodies = world.model
    .requests()
    .map(({ body }) => body as { instructions?: string; input?: Item[] } | null)
  const items = bodies.flatMap((body) => body?.input ?? [])
  const words = new Set([
    ...bodies.flatMap((body) => body?.instructions ?? []),
    ...items.flatMap(({ role, content }) =>
      role !== 'assistant' && content !== undefined ? [asText(content)] : [],
    ),
  ])
  const results = new Set(items.flatMap(({ output }) => (output === undefined ? [] : [asText(output)])))
  const claims = world.tap.calls.filter(({ path }) => path.endsWith('/claim'))
  return {
    words: [...words],
    results: [...results],
    all: [...words, ...results].join('\n'),
    ours: [...words].flatMap(outsideFences),
    assigned: claims.map(({ answer }) => answer).join('\n'),
  }
}

function asText(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output)
}
