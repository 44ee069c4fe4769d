import { z } from 'zod'
import type { Format } from '../format.ts'
import { go } from '../matchers/go.ts'
import { jsonLines } from './json-lines.ts'

const schema = z.object({
  Action: z.string(),
  Package: z.string().nullish(),
  ImportPath: z.string().nullish(),
  Test: z.string().nullish(),
  Output: z.string().nullish(),
})

/** `go test -json`: the same text, in pieces that are put back in order here. https://pkg.go.dev/cmd/test2json */
export const goJson: Format = {
  name: 'go-json',
  structured: true,
  sniff: (text) => /^\{(?=[^\n]*"Action":")[^\n]*"(?:Package|ImportPath)":"/m.test(text),
  parse(text, repo) {
    const events = jsonLines(text, schema)
    if (events.length === 0 && text.trim() !== '')
      return { kind: 'broken', why: 'no line of it is an event of `go test -json`' }
    // Packages are tested side by side, tests of a package too; what belongs to one test stays in order.
    const packages = new Map<string, Map<string, string[]>>()
    for (const { Package: name, ImportPath: path, Test: test, Output: output } of events) {
      if (output == null) continue
      const tests = getOr(packages, name ?? path ?? '', () => new Map<string, string[]>())
      getOr(tests, test ?? '', (): string[] => []).push(output)
    }
    const others = text.split('\n').filter((line) => !line.startsWith('{'))
    const inOrder = [...packages].flatMap(([name, tests]) => [
      // What is said of the whole package comes last: it ends it.
      ...[...tests]
        .filter(([test]) => test !== '')
        .flatMap(([test, said]) => [`=== NAME  ${test}\n`, ...said]),
      ...(tests.get('') ?? []),
      `---\t${name}\n`,
    ])
    return go.parse(`${others.join('\n')}\n${inOrder.join('')}`, repo)
  },
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}
