import { createKnownPrompts, type KnownPrompts } from './known-prompts.ts'

/** What is remembered of a run's calls. `refused`: calls it may not make; `open`: calls under way. */
export type Conversation = { prompts: KnownPrompts; refused: number; open: number }

export type Conversations = {
  of: (key: string) => Conversation
  forget: (key: string) => void
}

export function createConversations(): Conversations {
  const all = new Map<string, Conversation>()
  return {
    of(key) {
      const known = all.get(key) ?? { prompts: createKnownPrompts(), refused: 0, open: 0 }
      all.set(key, known)
      return known
    },
    forget: (key) => void all.delete(key),
  }
}
