import type { Layers } from '../../harness/parts/layers.ts'
import { type Language, languageOf } from '../../syntax/language.ts'
import { matchGlobs } from '../globs.ts'
import type { Edge } from './import-reader.ts'
import type { Layering, Standing } from './layering.ts'
import { matchPackage } from './match-package.ts'

/** An import that may not be. `target` is what it leads to: a path, or a name. */
export type Breach = {
  rule: string
  level: 'error' | 'warn'
  target: string
  message: string
  why: string | undefined
  fix: string | undefined
}

export const UNRESOLVED = 'layers/unresolved'

/** What is wrong with one import of a file, by the order of layers and by `deny`. */
export function findBreaches(
  path: string,
  edge: Edge,
  rules: { layers: Layers; layering: Layering },
): Breach[] {
  const found = [...byOrder(path, edge, rules), ...byDenial(path, edge, rules)]
  return found.length > 0 ? found : unknown(path, edge, rules)
}

type Rules = { layers: Layers; layering: Layering }

function byOrder(path: string, edge: Edge, { layers: { order }, layering }: Rules): Breach[] {
  const from = layering.of(path)
  if (from === null) return []
  const target = filesOf(edge).find((file) => forbids(from, layering.of(file)))
  if (target === undefined) return []
  const { why, fix } = from.kind === 'layer' ? order[from.index]! : { why: undefined, fix: undefined }
  const above = from.kind === 'layer' ? 'which is above it' : 'but what is shared imports no layer'
  return [
    {
      rule: ruleOf(from),
      level: 'error',
      target,
      message: `${named(path, from)} imports ${named(target, layering.of(target))}, ${above}.`,
      why,
      fix: fix ?? mendOrder(from, order),
    },
  ]
}

/** The rule that holds for the imports of a file: of its layer, or of what is shared. */
export function ruleOf(from: NonNullable<Standing>): string {
  return from.kind === 'layer' ? `layers/${from.name}` : 'layers/shared'
}

function forbids(from: NonNullable<Standing>, to: Standing): boolean {
  if (to?.kind !== 'layer') return false
  return from.kind === 'shared' || to.index < from.index
}

function mendOrder(from: NonNullable<Standing>, order: Layers['order']): string {
  const allowed = from.kind === 'layer' ? order.slice(from.index).map(({ name }) => name) : []
  const where = allowed.length > 0 ? `into ${allowed.join(' or ')}` : 'into what is shared'
  return `Move what is needed ${where}, or let the caller pass it in.`
}

function byDenial(path: string, edge: Edge, { layering }: Rules): Breach[] {
  const language = languageOf(path)
  const dotted = isDotted(language)
  const files = filesOf(edge)
  const names = language === 'Python' ? [...namesOf(edge), ...submodulesOf(edge)] : namesOf(edge)
  for (const { from, to, except, why, fix } of layering.deniedFor(path)) {
    const target =
      files.find((file) => matchGlobs(to, file)) ??
      (matchPackage(to, { names, dotted })
        ? (names.find((name) => matchPackage(to, { names: [name], dotted })) ?? names[0])
        : undefined)
    if (target === undefined) continue
    const known = named(target, files.includes(target) ? layering.of(target) : null)
    const message = `${named(path, layering.of(path))} imports ${known}, which \`layers.deny\` forbids for ${from.join(', ')}.`
    const mend =
      except.length > 0 ? `Import it in ${except.join(', ')} only, and use what is there.` : 'Do without it.'
    return [{ rule: 'layers/deny', level: 'error', target, message, why, fix: fix ?? mend }]
  }
  return []
}

/** Nobody knows where it leads: said where a rule could have something against it. */
function unknown(path: string, { imported, resolved }: Edge, { layering }: Rules): Breach[] {
  if (resolved.kind !== 'unresolved' || !isJudged(path, layering)) return []
  return [
    {
      rule: UNRESOLVED,
      level: 'warn',
      target: imported.specifier,
      message: `Where this import leads cannot be known, so the layers are not checked here: ${resolved.why}`,
      why: undefined,
      fix: imported.computed
        ? 'Write out what is imported, where that can be done.'
        : 'Mend the import, or declare where it leads, as the language does it.',
    },
  ]
}

/** Whether some rule has something to say about a file's imports. */
export function isJudged(path: string, layering: Layering): boolean {
  const from = layering.of(path)
  return from?.kind === 'shared' || (from?.index ?? 0) > 0 || layering.deniedFor(path).length > 0
}

function filesOf({ resolved }: Edge): readonly string[] {
  return resolved.kind === 'file' ? [resolved.path] : resolved.kind === 'files' ? resolved.paths : []
}

/** What an import may be called beside its path; a relative one has no name. */
function namesOf({ imported, resolved }: Edge): string[] {
  const specifier = imported.computed || /^[./]/.test(imported.specifier) ? [] : [imported.specifier]
  if (resolved.kind === 'package') return [...specifier, resolved.name]
  // "fs" and "node:fs" are the same, however they are written on either side.
  return resolved.kind === 'builtin' ? [...specifier, resolved.name, `node:${resolved.name}`] : specifier
}

/** `from urllib import request` may take a name or a module: nobody but Python knows. */
function submodulesOf({ imported: { specifier, names, computed } }: Edge): string[] {
  return computed || specifier.startsWith('.') ? [] : names.map((name) => `${specifier}.${name}`)
}

function named(path: string, standing: Standing): string {
  if (standing === null) return path
  return standing.kind === 'layer' ? `${path} (layer ${standing.name})` : `${path} (shared)`
}

function isDotted(language: Language | null): boolean {
  return language !== null && DOTTED.has(language)
}

const DOTTED: ReadonlySet<string> = new Set(['Python', 'Java', 'Kotlin', 'Rust', 'CSharp', 'Php'])
