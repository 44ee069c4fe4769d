/** What has to be ended whatever ends this process. */
const open = new Set<() => Promise<void>>()

/** Ends it once, at the latest when somebody interrupts. @returns how to end it. */
export function endAtLast(end: () => Promise<void>): () => Promise<void> {
  const once = async () => {
    if (open.delete(once)) await end()
  }
  open.add(once)
  return once
}

/** Ctrl-C, and whoever has waited long enough: no process and no folder is left behind. */
export function endWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      for (const end of [...open].reverse()) await end().catch(() => undefined) // The next one has to end as well.
      process.exit(130)
    })
}
