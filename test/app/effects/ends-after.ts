import type { Story } from '../kit.ts'

export type Match = { method: string; path: RegExp; body?: RegExp }

type Ending = {
  /** What makes the app write. */
  during: () => Promise<unknown>
  /** Such writes that are let through before. */
  after?: number
  /** What happens until it begins anew. */
  before?: () => Promise<unknown>
}

/**
 * The app ends right after a write that GitHub did: it hears nothing of it, and can do nothing more. It begins anew when
 * GitHub is back.
 */
export async function endsAfter(
  story: Story,
  match: Match,
  { during, after = 0, before }: Ending,
): Promise<void> {
  story.github.lose(match, 'away', after)
  const cut = () => story.github.requests().some(({ as }) => as === 'fault')
  // Whoever waits for the app is cut off with it.
  const doing = during().catch(() => undefined)
  while (!cut()) await new Promise((resolve) => setTimeout(resolve, 20))
  await story.unheard(async () => {
    story.github.heal()
    await before?.()
  })
  await doing
}
