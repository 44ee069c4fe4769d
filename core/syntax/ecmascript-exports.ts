import { nameIn } from './ecmascript-names.ts'
import type { EcmaScriptFile } from './ecmascript-parser.ts'
import type { ExportedName } from './import.ts'
import { toPlaces } from './places.ts'

/**
 * The names a module exports, types too, in the order of the text; "default" for the default export. Names that
 * CommonJS exports are worked out at run time and are not listed.
 */
export function ecmaScriptExports(file: EcmaScriptFile, text: string): ExportedName[] {
  const places = toPlaces(text)
  return file.module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName, moduleRequest, start }) => {
      const line = places.line(start)
      const name = nameIn(exportName)
      if (moduleRequest !== null) return [{ name: name ?? '*', line, from: moduleRequest.value }]
      return name === null ? [] : [{ name, line }]
    }),
  )
}
