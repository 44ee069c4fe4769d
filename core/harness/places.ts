import { nodeAt, type YamlNode } from './yaml-node.ts'

/** 1-based, as editors count; columns in UTF-16 units. */
export type Place = { line: number; column: number }

/** Where the value of a key stands in the file, by the names written there; null: the file does not write it. */
export type Places = (path: PropertyKey[]) => Place | null

export function placesIn(root: YamlNode, text: string): Places {
  let starts: number[] | undefined
  return (path) => {
    const node = nodeAt(root, path)
    if (node === undefined) return null
    starts ??= lineStarts(text)
    return placeAt(starts, node.at)
  }
}

/** Offsets at which the lines of a text begin. */
export function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)]
}

export function placeAt(starts: number[], at: number): Place {
  const line = starts.findLastIndex((start) => start <= at)
  return { line: line + 1, column: at - starts[line]! + 1 }
}
