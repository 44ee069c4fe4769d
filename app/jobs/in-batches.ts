export type Batches<Item, Result> = (item: Item) => Promise<Result>

type Options<Item, Result> = {
  /** Carries out several at once, all or none; a result for each, in their order. */
  carryOut: (items: Item[]) => Promise<Result[]>
  /** How many at once. */
  most: number
  /** What an item weighs, and how much at once; one may weigh more, alone. */
  weigh?: (item: Item) => number
  heaviest?: number
}

type Waiting<Item, Result> = PromiseWithResolvers<Result> & { item: Item }

/**
 * What comes while a batch is under way is carried out together after it: a single one waits for nobody, and in a flood many share
 * one transaction. A batch that is refused is tried one by one, so that nobody suffers for another.
 */
export function inBatches<Item, Result>(options: Options<Item, Result>): Batches<Item, Result> {
  const { carryOut, most, weigh = () => 0, heaviest = Number.POSITIVE_INFINITY } = options
  const waiting: Waiting<Item, Result>[] = []
  let busy = false

  function next(): Waiting<Item, Result>[] {
    let count = 0
    let weight = 0
    for (const { item } of waiting) {
      weight += weigh(item)
      if (count > 0 && (count >= most || weight > heaviest)) break
      count += 1
    }
    return waiting.splice(0, count)
  }

  async function all(): Promise<void> {
    busy = true
    while (waiting.length > 0) await settle(next())
    busy = false
  }

  async function settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await carryOut(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, at) => {
        resolve(results[at] as Result)
      })
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await settle([one])
      else batch[0]?.reject(error)
    }
  }

  return (item) => {
    const one = { item, ...Promise.withResolvers<Result>() }
    waiting.push(one)
    if (!busy) void all()
    return one.promise
  }
}
