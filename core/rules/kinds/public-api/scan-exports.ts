import { syntaxOf } from '../source/language.ts'
import { lineCounter } from '../source/line-counter.ts'
import { scanSource } from '../source/scan-source.ts'
import { withoutComments } from '../source/without-comments.ts'
import type { Exported } from './exported.ts'
import { headerAt } from './header-at.ts'

/** Names a module takes over from another: one of them, or all (`name` and `as` are null). */
export type ReExport = { name: string | null; as: string | null; from: string; line: number }
export type ScannedExports = { names: Exported[]; reExports: ReExport[] }

const EXPORT = /(?<![\w$.])export\b\s*/g
const DECLARED =
  /(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(function\b\s*\*?|class\b|interface\b|type\b|(?:const\s+)?enum\b|namespace\b|module\b|const\b|let\b|var\b|using\b)\s*([\w$]+|[{[])/y
const STAR = /(?:type\s+)?\*\s*(?:as\s+([\w$]+)\s*)?from\s*(["'])/y
const LIST = /(?:type\s*)?\{([^{}]*)\}\s*(?:from\s*(["']))?/y

/** Exported names of a JavaScript or TypeScript file: a scanner that knows the forms of `export` and of CommonJS, no parser. */
export function scanExports(path: string, text: string): ScannedExports {
  const syntax = syntaxOf(path)
  if (!syntax?.javascript) return { names: [], reExports: [] }
  const { code } = scanSource(text, syntax)
  const readable = withoutComments(text, path)
  const lineOf = lineCounter(text)
  const found: ScannedExports = { names: [], reExports: [] }
  for (const match of code.matchAll(EXPORT)) {
    const at = match.index + match[0].length
    const line = lineOf(match.index)
    const rest = (pattern: RegExp) => {
      pattern.lastIndex = at
      return pattern.exec(code)
    }
    const star = rest(STAR)
    const list = star ? null : rest(LIST)
    const declared = star || list ? null : rest(DECLARED)
    if (star) {
      const from = stringAt(text, at + star[0].length)
      if (star[1]) found.names.push({ name: star[1], line, header: null })
      else found.reExports.push({ name: null, as: null, from, line })
    } else if (list) {
      const from = list[2] ? stringAt(text, at + list[0].length) : null
      for (const { name, as } of specifiers(list[1]!))
        if (from === null) found.names.push({ name: as, line, header: null })
        else found.reExports.push({ name, as, from, line })
    } else if (code.startsWith('default', at)) {
      found.names.push({ name: 'default', line, header: headerAt({ code, readable }, at + 'default'.length) })
    } else if (declared) {
      const start = at + declared[0].length
      const names = /^[{[]/.test(declared[2]!) ? destructured(code, start) : [declared[2]!]
      for (const name of names)
        found.names.push({
          name,
          line,
          header: headerAt({ code, readable }, start, declared[1]!.split(/\s/)[0]!),
        })
    } else if (code[at] === '=') found.names.push({ name: 'export =', line, header: null })
  }
  found.names.push(...commonJs(code, lineOf))
  return found
}

function stringAt(text: string, start: number): string {
  return /^[^"'\n]{0,1000}/.exec(text.slice(start, start + 1_000))![0]
}

/** `a, type b, c as d, default as e` */
function specifiers(list: string): { name: string; as: string }[] {
  return list.split(',').flatMap((written) => {
    const words = written
      .trim()
      .replace(/^type\s+(?!as\b)/, '')
      .split(/\s+as\s+/)
    const name = words[0]!.trim()
    return name === '' ? [] : [{ name, as: (words[1] ?? name).trim() }]
  })
}

/** Names in `{ a, b: c, ...d }` after the opening bracket. */
function destructured(code: string, start: number): string[] {
  const end = code.slice(start, start + 5_000).search(/[}\]]/)
  const list = end < 0 ? '' : code.slice(start, start + end)
  return list.split(',').flatMap((written) => /([\w$]+)\s*(?:=.*)?$/s.exec(written.trim())?.[1] ?? [])
}

function commonJs(code: string, lineOf: (index: number) => number): Exported[] {
  return Array.from(
    code.matchAll(/(?<![\w$.])(?:module\s*\.\s*exports|exports)\s*(?:\.\s*([\w$]+)\s*)?=(?![=>])\s*(\{)?/g),
  ).flatMap((match) => {
    const line = lineOf(match.index)
    if (match[1]) return [{ name: match[1], line, header: null }]
    if (!match[2]) return [{ name: 'default', line, header: null }]
    return shorthand(code, match.index + match[0].length).map((name) => ({ name, line, header: null }))
  })
}

/** Keys of an object literal, at its own level. */
function shorthand(code: string, start: number): string[] {
  const names: string[] = []
  let depth = 0
  let expecting = true
  for (const { 0: token } of code.slice(start, start + 50_000).matchAll(/[\w$]+|[{}[\](),:]/g)) {
    if ('{[('.includes(token)) depth++
    else if ('}])'.includes(token)) {
      if (--depth < 0) break
    } else if (depth === 0 && token === ',') expecting = true
    else if (depth === 0 && expecting && /[\w$]/.test(token) && !/^(?:async|get|set)$/.test(token)) {
      names.push(token)
      expecting = false
    }
  }
  return names
}
