import type { EcmaScriptModule, VisitorObject } from 'oxc-parser'

/** oxc's parser, behind the one shape we use. After `dispose` nothing of a file may be asked. */
export type EcmaScriptParser = (path: string, text: string) => EcmaScriptFile
export type EcmaScriptFile = {
  module: EcmaScriptModule
  errors: { message: string; labels: { start: number }[] }[]
  /** Quick, and blind for some nodes: oxc's walk in place passes over superclasses and types of variables. */
  glance(visitor: VisitorObject): void
  /** All nodes. A RangeError for a tree too deep to walk. */
  visit(visitor: VisitorObject): void
  dispose(): void
}

/** The language by file ending, as oxc names it. Flow and JSX are written in plain .js too, so it allows JSX there. */
function langOf(path: string): 'jsx' | 'ts' | 'tsx' | 'dts' {
  if (/\.d\.[cm]?ts$/i.test(path) || /\.d\.[^./]+\.ts$/i.test(path)) return 'dts'
  if (/\.tsx$/i.test(path)) return 'tsx'
  return /\.[cm]?ts$/i.test(path) ? 'ts' : 'jsx'
}

/**
 * Loads oxc. Its tree is read in place ("raw transfer"): the ordinary way writes the tree of every file out as JSON,
 * which took eight times as long and ten times the memory. That one is the fallback, for a machine that cannot reserve
 * the 6 GiB of address space.
 */
export async function loadEcmaScriptParser(): Promise<EcmaScriptParser> {
  const oxc = await import('oxc-parser')
  const written: EcmaScriptParser = (path, text) => {
    const file = oxc.parseSync(path, text, { lang: langOf(path) })
    const visit = (visitor: VisitorObject) => new oxc.Visitor(visitor).visit(file.program)
    return { module: file.module, errors: file.errors, glance: visit, visit, dispose: () => undefined }
  }
  // Not before a file needs it: reserving that much makes V8 collect garbage, and most files are read by their head.
  let best: EcmaScriptParser | null = null
  return (path, text) => {
    best ??= readInPlace(oxc, written) ?? written
    return best(path, text)
  }
}

/** Not in the package's types, which cover only what is stable; the version is pinned and tests hold both ways equal. */
type InPlace = typeof import('oxc-parser') & {
  experimentalGetLazyVisitor?: () => new (visitor: VisitorObject) => object
}
type LazyFile = {
  module: EcmaScriptModule
  errors: EcmaScriptFile['errors']
  visit(visitor: object): void
  dispose(): void
}

function readInPlace(oxc: InPlace, written: EcmaScriptParser): EcmaScriptParser | null {
  if (!oxc.rawTransferSupported() || oxc.experimentalGetLazyVisitor === undefined) return null
  const parse = (path: string, text: string) =>
    oxc.parseSync(path, text, { lang: langOf(path), experimentalLazy: true } as object) as unknown as LazyFile
  try {
    const LazyVisitor = oxc.experimentalGetLazyVisitor()
    parse('a.js', '').dispose()
    return (path, text) => {
      const file = parse(path, text)
      return {
        module: file.module,
        errors: file.errors,
        glance: (visitor) => file.visit(new LazyVisitor(visitor)),
        visit: (visitor) => written(path, text).visit(visitor),
        dispose: () => file.dispose(),
      }
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof Error) return null
    throw error
  }
}
