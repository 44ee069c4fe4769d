import { hash } from 'node:crypto'

import type { ProviderText } from './to-provider-text.ts'

/** Prompts whose tokens a provider has counted. */
export type KnownPrompts = { look: (model: string, text: ProviderText) => KnownPrompt }

export type KnownPrompt = {
  /** The most input tokens it can have, seen from outside. */
  bytes: number
  /** The same, after looking at its parts: less where they were counted before. */
  mostTokens: () => number
  /** Looks at its parts now; its text is not needed after that. */
  digest: () => void
  /** Takes what the provider counted. */
  learn: (tokens: number) => void
}

/** An implementer, a planner, a reviewer, and one more. */
const KEPT = 4

/** `bytes`: with what stands around it. */
type Part = { hash: string; bytes: number }
/** How often a provider has counted each part, and how many tokens all of them had. */
type Known = { model: string; head: string; parts: Map<string, number>; tokens: number }

/**
 * No tokeniser makes more than one token of a byte, so that the limit holds whatever a runner writes. Parts that were
 * counted before have no more tokens than all that were counted with them: a conversation that grows, or loses old outputs,
 * is known but for what is new in it.
 */
export function createKnownPrompts(): KnownPrompts {
  let known: Known[] = []
  return {
    look(model, text) {
      let looked: Part[] | null = null
      const look = () => {
        looked ??= text
          .parts()
          .map((part) => ({ hash: hash('sha256', part, 'base64'), bytes: part.length + 1 }))
        return looked
      }
      return {
        bytes: text.bytes,
        digest: () => void look(),
        mostTokens() {
          const counted = known.filter((one) => one.model === model)
          if (counted.length === 0) return text.bytes
          return Math.min(...counted.map((one) => one.tokens + newBytes(one, look())), text.bytes)
        },
        learn(tokens) {
          const parts = new Map<string, number>()
          for (const { hash } of look()) parts.set(hash, (parts.get(hash) ?? 0) + 1)
          const head = look()[0]?.hash ?? ''
          const others = known.filter((one) => one.model !== model || one.head !== head)
          known = [{ model, head, parts, tokens }, ...others].slice(0, KEPT)
        },
      }
    },
  }
}

function newBytes({ parts: counted }: Known, parts: Part[]): number {
  const left = new Map(counted)
  let bytes = 0
  for (const { hash, bytes: own } of parts) {
    const times = left.get(hash) ?? 0
    if (times > 0) left.set(hash, times - 1)
    else bytes += own
  }
  return bytes
}
