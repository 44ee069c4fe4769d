/** GitHub's own parts may be a moment behind what it has told. Milliseconds. */
const LOOK_AGAIN = 1_000

/** What does not stand at GitHub is looked for once more. */
export async function lookAgain<T>(look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  const found = await look()
  if (isThere(found)) return found
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
  return look()
}
