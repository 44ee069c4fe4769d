/** Waits for all of them, however each ends. @throws what the first of them threw, once none is under way any more. */
export async function allDone(work: Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(work)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
