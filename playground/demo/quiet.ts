import type { Stage } from '../stage.ts'

/** Resolves when nothing is under way any more: no delivery, no job of the app, no workflow run. */
export async function quiet({ playground, app }: Pick<Stage, 'playground' | 'app'>): Promise<void> {
  for (;;) {
    const before = playground.events().length
    await playground.settled()
    await app.settled()
    await playground.settled()
    if (playground.events().length === before) return
  }
}
