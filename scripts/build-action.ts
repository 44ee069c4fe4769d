import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, root } from './bundle.ts'
import { copyParsers } from './copy-parsers.ts'
import { loadLater } from './load-later.ts'

/** What `npm run build` refuses to pass, all files of the bundle together. */
export const BUNDLE_TARGET_BYTES = 1.5 * 1024 * 1024

/** What a run needs late, or never: Markdown, patterns of rules, and the XML of dependencies and reports. */
const LATER = {
  re2js: () => import('re2js'),
  commonmark: () => import('commonmark'),
  'mdast-util-from-markdown': () => import('mdast-util-from-markdown'),
  'fast-xml-parser': () => import('fast-xml-parser'),
}

/** The tool host keeps its own: it is all that a room shows of the action. */
const isOutside = (importer: string) =>
  !importer.includes('/node_modules/') && !importer.includes('/action/sandbox/')

/**
 * Bundles the action into `outDir`, which is emptied first: main.cjs (what action.yml names), tool-host.cjs and
 * rules-process.cjs (which that starts), the libraries they load later, and licenses.txt; beside them `node_modules` with
 * the native parsers.
 * @returns bytes by file name, of the bundle alone.
 */
export async function buildAction(outDir: string): Promise<Record<string, number>> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })
  const entries = {
    main: join(root, 'action/main.ts'),
    'tool-host': join(root, 'action/sandbox/host.ts'),
    'rules-process': join(root, 'action/gates/rules-process.ts'),
    ...Object.fromEntries(Object.keys(LATER).map((name) => [name, name])),
  }
  const sizes = await bundle(outDir, entries, [loadLater(LATER, isOutside)])
  await copyParsers(outDir)
  return sizes
}
