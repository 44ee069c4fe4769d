import { type Place, type Repo, toRange } from '../format.ts'

const FOLDER = /^\s{1,20}(?:Compiling|Checking|Documenting) \S{1,200} v\S{1,100} \(([^()\n]{1,1000})\)$/

/** The folder of the package that Cargo says it compiles; null when the line says nothing of it. */
export function cargoFolder(line: string): string | null {
  return FOLDER.exec(line)?.[1] ?? null
}

/** Paths are relative to the package's folder, or to the workspace above it. `at`: file, line, column as written. */
export function placeInFolder(
  repo: Repo,
  { folder, at: [file, row, column] }: { folder: string | null; at: [string, string, string] },
): Place {
  const inFolder =
    folder === null || /^(?:\/|[A-Za-z]:)/.test(file) ? null : repo.resolve(`${folder}/${file}`)
  const path = inFolder ?? repo.resolve(file)
  return path === null ? 'outside' : { path, range: toRange({ line: Number(row), column: Number(column) }) }
}
