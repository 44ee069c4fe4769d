import type { EcmaScriptModule, StaticImport, VisitorObject } from 'oxc-parser'
import { nameIn } from './ecmascript-names.ts'
import type { EcmaScriptFile } from './ecmascript-parser.ts'
import { type Import, type ImportKind, MAX_COMPUTED } from './import.ts'
import { type Places, toPlaces } from './places.ts'
import { readLiteral } from './read-literal.ts'

/** Without one of these words nothing is imported, whatever else is written; keywords take no escapes. */
const MAY_IMPORT = /import|export|require/
export function mayImport(text: string): boolean {
  return MAY_IMPORT.test(text)
}

/** All imports of a parsed file, in the order of the text. */
export function ecmaScriptImports(file: EcmaScriptFile, text: string): Import[] {
  const places = toPlaces(text)
  const { module } = file
  const found = [
    ...module.staticImports
      .filter(({ moduleRequest }) => moduleRequest.end > moduleRequest.start)
      .map((entry) => staticImport(entry, text, places)),
    ...reexports(module, places),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      ofSource('dynamic', { start, end }, { text, places }),
    ),
    ...fromTree(file, text, places),
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
    if (!request || request.end === request.start) return []
    const isType = entries.every((entry) => entry.isType)
    return {
      specifier: request.value,
      kind: isType ? ('type' as const) : ('reexport' as const),
      names: entries.map(({ importName }) => nameIn(importName) ?? '*'),
      ...places.at(request.start, request.end),
    }
  })
}

/** Where a call of `require` or an `import()` may begin, in code or not. */
const MAY_CALL = /(?<![.\w$])(?:require\s*(?:\.\s*resolve\s*)?|import\s*)(?:\(|\/[/*])/g

/**
 * What oxc's module record leaves out: calls of `require`, `import x = require()`, `import()` as a type. A glance at the
 * tree is enough when it accounts for every place where one may begin; mostly there is none.
 */
function fromTree(file: EcmaScriptFile, text: string, places: Places): Import[] {
  const most = (text.match(MAY_CALL)?.length ?? 0) - file.module.dynamicImports.length
  if (most <= 0) return []
  const found: Import[] = []
  const visitor = collector(text, (kind, source) => found.push(ofSource(kind, source, { text, places })))
  file.glance(visitor)
  if (found.length >= most) return found
  found.length = 0
  file.visit(visitor)
  return found
}

/** Nodes are asked only for where they stand: what else they have differs between the two ways to read the tree. */
function collector(text: string, add: (kind: ImportKind, source: Span) => void): VisitorObject {
  return {
    CallExpression({ callee, arguments: [first] }) {
      if (
        first !== undefined &&
        REQUIRE.test(text.slice(callee.start, Math.min(callee.end, callee.start + 40)))
      )
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
  }
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
