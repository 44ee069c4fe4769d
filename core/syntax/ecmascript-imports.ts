import type { EcmaScriptModule, StaticImport } from 'oxc-parser'
import { nameIn } from './ecmascript-names.ts'
import type { EcmaScriptFile } from './ecmascript-parser.ts'
import { type Import, type ImportKind, MAX_COMPUTED } from './import.ts'
import { type Places, toPlaces } from './places.ts'
import { readLiteral } from './read-literal.ts'

/** Without one of these words nothing is imported, whatever else is written; keywords take no escapes. */
const MAY_IMPORT = /import|export|require/
/** What oxc's module record leaves out: calls of `require`, `import x = require()`, `import()` as a type. */
const NEEDS_TREE = /\brequire\b/

export function mayImport(text: string): boolean {
  return MAY_IMPORT.test(text)
}

/** All imports of a parsed file, in the order of the text. */
export function ecmaScriptImports(file: EcmaScriptFile, text: string): Import[] {
  const places = toPlaces(text)
  const { module } = file
  const found = [
    ...module.staticImports.map((entry) => staticImport(entry, text, places)),
    ...reexports(module, places),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      ofSource('dynamic', { start, end }, { text, places }),
    ),
    ...(needsTree(module, text) ? fromTree(file, text, places) : []),
  ]
  return found.sort((a, b) => a.line - b.line || a.column - b.column)
}

function staticImport({ start, moduleRequest, entries }: StaticImport, text: string, places: Places): Import {
  // `import {} from` and `import type {} from` have no entries to ask.
  const isType =
    entries.length > 0
      ? entries.every((entry) => entry.isType)
      : /^import\s+type\b/.test(text.slice(start, start + 40))
  const names = entries.map(({ importName }) => nameIn(importName) ?? '*')
  return {
    specifier: moduleRequest.value,
    kind: isType ? 'type' : 'static',
    names,
    ...places.at(moduleRequest.start, moduleRequest.end),
  }
}

/** `export … from`: one import for each statement, as the module record has one entry for each name. */
function reexports(module: EcmaScriptModule, places: Places): Import[] {
  return module.staticExports.flatMap(({ entries }) => {
    const request = entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest
    if (!request) return []
    const isType = entries.every((entry) => entry.isType)
    return {
      specifier: request.value,
      kind: isType ? ('type' as const) : ('reexport' as const),
      names: entries.map(({ importName }) => nameIn(importName) ?? '*'),
      ...places.at(request.start, request.end),
    }
  })
}

/** `import(` that is no dynamic import may be a type, or stand in a comment or string: the tree knows. */
function needsTree(module: EcmaScriptModule, text: string): boolean {
  if (NEEDS_TREE.test(text)) return true
  return (text.match(/\bimport\s*\(/g)?.length ?? 0) > module.dynamicImports.length
}

/** Nodes are asked only for where they stand: what else they have differs between the two ways to read the tree. */
function fromTree(file: EcmaScriptFile, text: string, places: Places): Import[] {
  const found: Import[] = []
  const add = (kind: ImportKind, source: Span | undefined) => {
    if (source !== undefined) found.push(ofSource(kind, source, { text, places }))
  }
  file.visit({
    CallExpression({ callee, arguments: [first] }) {
      if (REQUIRE.test(text.slice(callee.start, Math.min(callee.end, callee.start + 40))))
        add('require', first)
    },
    TSImportEqualsDeclaration({ moduleReference, importKind }) {
      if (
        'expression' in moduleReference &&
        REQUIRES.test(text.slice(moduleReference.start, moduleReference.end))
      )
        add(importKind === 'type' ? 'type' : 'require', moduleReference.expression)
    },
    TSImportType({ source }) {
      add('type', source)
    },
  })
  return found
}

type Span = { start: number; end: number }
const REQUIRE = /^require(?:\s*\.\s*resolve)?$/
const REQUIRES = /^require\b/

/** The argument of a call: a literal is what is asked for, anything else is only quoted. */
function ofSource(
  kind: ImportKind,
  { start, end }: Span,
  { text, places }: { text: string; places: Places },
): Import {
  const literal = readLiteral(text.slice(start, end))
  const place = places.at(start, end)
  if (literal !== null) return { specifier: literal, kind, names: [], ...place }
  return {
    specifier: text.slice(start, Math.min(end, start + MAX_COMPUTED)),
    kind,
    names: [],
    ...place,
    computed: true,
  }
}
