/** Things that can be taken as often as they were put in. */
export class Pool {
  readonly #left = new Map<string, number>()

  constructor(keys: Iterable<string>) {
    for (const key of keys) this.#left.set(key, (this.#left.get(key) ?? 0) + 1)
  }

  /** Whether one was left; it is gone now. */
  take(key: string): boolean {
    const left = this.#left.get(key) ?? 0
    if (left > 0) this.#left.set(key, left - 1)
    return left > 0
  }
}
