/** Offset → 1-based line. */
export function lineCounter(text: string): (index: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  return (index) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= index) low = middle + 1
      else high = middle
    }
    return low
  }
}
