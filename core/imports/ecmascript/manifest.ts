import { readJsonc, toRecord, toText, toTexts } from '../read-jsonc.ts'
import type { Tree } from '../tree.ts'

/** What of a package.json resolution asks for. Values are as they are written: nothing of them is trusted. */
export type Manifest = {
  name: string | null
  /** Entry files without `exports`, sources before what is built of them. */
  entries: string[]
  exports: unknown
  imports: Record<string, unknown> | null
  workspaces: string[]
  /** Names to what is written for them, of all kinds of dependencies. */
  dependencies: Record<string, unknown>
}

const manifests = new WeakMap<Tree, Map<string, Manifest | null>>()

/** Null when there is none, it is no JSON object, or its text is not known. */
export function readManifest(tree: Tree, path: string): Manifest | null {
  const known = manifests.get(tree) ?? new Map<string, Manifest | null>()
  manifests.set(tree, known)
  const found = known.get(path)
  if (found !== undefined) return found
  const text = tree.read(path)
  const json = text === null ? null : readJsonc(text)
  const manifest = json === null ? null : toManifest(json)
  known.set(path, manifest)
  return manifest
}

function toManifest(json: Record<string, unknown>): Manifest {
  const { workspaces } = json
  return {
    name: toText(json.name),
    entries: [json.source, json.types, json.typings, json.module, json.main].flatMap(toTexts),
    exports: json.exports,
    imports: toRecord(json.imports),
    workspaces: toTexts(toRecord(workspaces)?.packages ?? workspaces),
    dependencies: {
      ...toRecord(json.peerDependencies),
      ...toRecord(json.optionalDependencies),
      ...toRecord(json.devDependencies),
      ...toRecord(json.dependencies),
    },
  }
}
