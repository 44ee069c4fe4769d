import type { Draft, Format, Place, Repo } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { createGoTests } from './go-tests.ts'
import { inPackage } from './in-package.ts'

/** `vet:` stands before what vet could not compile. */
const REMARK = /^(?:vet: )?([^\s:][^:\n]{0,1000}\.(?:go|s|cgo1)):(\d{1,7})(?::(\d{1,7}))?: (\S.*)$/
/** golangci-lint puts its linter at the end. */
const LINTER = / \(([a-z][a-z0-9-]{1,40})\)$/
const PACKAGE = /^# ([^\s[\]]{1,500})(?: \[[^\]\n]{1,500}\])?$/
const LONGEST_LINE = 4_000

/** `go build`, `go vet` and `go test`, and golangci-lint's default output. https://pkg.go.dev/cmd/go */
export const go: Format = {
  name: 'go',
  structured: false,
  sniff: (text) =>
    /^(?:vet: )?[^\s:][^:\n]{0,1000}\.go:\d{1,7}(?::\d{1,7})?: /m.test(text) ||
    /^\s{0,80}--- FAIL: \S/m.test(text) ||
    /^FAIL\t\S/m.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    const tests = createGoTests(repo)
    let packageName = ''
    for (const line of text.split('\n')) {
      if (line.length > LONGEST_LINE) continue
      packageName = PACKAGE.exec(line)?.[1] ?? packageName
      const remark = REMARK.exec(line)
      if (remark === null) {
        tests.add(line)
        continue
      }
      const [, file, row, column, said] = remark
      const linter = LINTER.exec(said!)
      drafts.push({
        id: linter?.[1] ?? '',
        level: 'error',
        place: placeInPackage(repo, { packageName, file: file!, row: row!, column }),
        message: linter === null ? said! : said!.slice(0, linter.index),
      })
    }
    return { kind: 'drafts', drafts: [...drafts, ...tests.end()] }
  },
}

/** A path relative to where Go ran; a name that several packages have is looked for in the package first. */
function placeInPackage(
  repo: Repo,
  at: { packageName: string; file: string; row: string; column: string | undefined },
): Place {
  const numbers = { line: Number(at.row), column: at.column === undefined ? null : Number(at.column) }
  const name = at.file.replace(/^\.\//, '')
  const written = name.includes('/') ? null : inPackage(repo, { packageName: at.packageName, file: name })
  return placeAt(repo, written ?? at.file, numbers)
}
