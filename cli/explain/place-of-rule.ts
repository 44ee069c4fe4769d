import { readYaml } from '../../core/harness/read-yaml.ts'
import { nodeAt, placeOf } from '../../core/harness/yaml-node.ts'

/** Where a value stands in the rules file: "12:5"; null when it is a default. */
export function createPlaces(text: string, file: string): (path: PropertyKey[]) => string | null {
  const yaml = readYaml(text, file)
  if (yaml.kind === 'broken') return () => null
  return (path) => {
    if (nodeAt(yaml.root, path) === undefined) return null
    const before = text.slice(0, placeOf(yaml.root, path)).split(/\r\n|\n|\r/)
    return `${file}:${before.length}`
  }
}
