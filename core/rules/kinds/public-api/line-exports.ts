import { syntaxOf } from '../source/language.ts'
import { lineCounter } from '../source/line-counter.ts'
import { scanSource } from '../source/scan-source.ts'
import { withoutComments } from '../source/without-comments.ts'
import type { Exported } from './exported.ts'

/** Languages whose public names begin a line; `read` gets one line of code at the outermost level. */

/** Go: exported functions, methods of exported types, types, variables and constants; also in blocks. */
export function goExports(text: string): Exported[] {
  const { code } = scanSource(text, syntaxOf('a.go')!)
  if (/^package\s+main\b/m.test(code)) return []
  const found: Exported[] = []
  let block = false
  for (const [index, line] of code.split('\n').entries()) {
    const method = /^func[ \t]+\([^)]*?\*?([A-Z]\w*)(?:\[[^\]]*\])?\)[ \t]*([A-Z]\w*)(.*)$/.exec(line)
    const single = /^(func|type|var|const)[ \t]+([A-Z]\w*)(.*)$/.exec(line)
    if (/^(?:var|const|type)[ \t]*\(/.test(line)) block = true
    else if (/^\)/.test(line)) block = false
    const inner = block ? /^\t([A-Z]\w*)\b/.exec(line) : null
    if (method)
      found.push({ name: `${method[1]}.${method[2]}`, line: index + 1, header: signature(method[3]!) })
    else if (single)
      found.push({
        name: single[2]!,
        line: index + 1,
        header: single[1] === 'func' ? signature(single[3]!) : null,
      })
    else if (inner) found.push({ name: inner[1]!, line: index + 1, header: null })
  }
  return found
}

/** A function's line up to its body; several lines are not compared. */
function signature(rest: string): string | null {
  const open = rest.split('(').length
  const header = rest.replace(/\{[^{}]*$/, '')
  return open === rest.split(')').length ? header.replaceAll(/\s+/g, ' ').trim() : null
}

/** Rust: `pub` items at the outermost level of a crate's root. */
export function rustExports(text: string): Exported[] {
  const { code } = scanSource(text, syntaxOf('a.rs')!)
  const lineOf = lineCounter(text)
  const found: Exported[] = []
  for (const match of code.matchAll(
    /^pub[ \t]+(?:(?:default|async|unsafe|const|extern(?:[ \t]+"[^"\n]*")?)[ \t]+)*(fn|struct|enum|union|trait|mod|type|static|const|macro|use)[ \t]+([^;{=]*)/gm,
  )) {
    const line = lineOf(match.index)
    if (match[1] === 'use') {
      const end = code.indexOf(';', match.index)
      const path = code
        .slice(match.index, end < 0 ? match.index + 2_000 : Math.min(end, match.index + 10_000))
        .replace(/^pub\s+use\s+/, '')
      for (const name of usedNames(path)) found.push({ name, line, header: null })
      continue
    }
    const name = /^(?:mut[ \t]+)?(\w+)/.exec(match[2]!)?.[1]
    if (name) found.push({ name, line, header: match[1] === 'fn' ? match[2]!.replaceAll(/\s+/g, '') : null })
  }
  return found
}

/** `a::{b, c as d, e::*}` → b, d, "e::*" */
function usedNames(path: string): string[] {
  const names: string[] = []
  const prefixes: string[] = []
  let current = ''
  for (const token of path.match(/::|[{},*]|\bas\b|\w+/g) ?? []) {
    if (token === '{') {
      prefixes.push(current)
      current = ''
    } else if (token === ',' || token === '}') {
      if (current !== '' && current !== 'self') names.push(current)
      current = ''
      if (token === '}') prefixes.pop()
    } else if (token === '*') current = `${current || prefixes.at(-1) || ''}::*`
    else if (token !== '::' && token !== 'as') current = token
  }
  return current === '' ? names : [...names, current]
}

/** Python: `__all__` when it is a literal, else the names without underscore that a package's `__init__.py` makes. */
export function pythonExports(text: string): Exported[] {
  const { code } = scanSource(text, syntaxOf('a.py')!)
  const readable = withoutComments(text, 'a.py')
  const lineOf = lineCounter(text)
  const all = Array.from(code.matchAll(/^__all__(?:[ \t]*:[^=\n]*)?[ \t]*\+?=[ \t]*[[(]/gm))
  if (all.length > 0)
    return all.flatMap((match) => {
      const start = match.index + match[0].length
      const end = code.slice(start, start + 100_000).search(/[\])]/)
      const list = readable.slice(start, end < 0 ? start : start + end)
      return Array.from(list.matchAll(/(["'])(\w+)\1/g), (name) => ({
        name: name[2]!,
        line: lineOf(start + name.index),
        header: null,
      }))
    })
  return pythonNames(code)
}

function pythonNames(code: string): Exported[] {
  const lineOf = lineCounter(code)
  const found: Exported[] = []
  for (const match of code.matchAll(
    /^(?:(?:async[ \t]+)?def[ \t]+(\w+)|class[ \t]+(\w+)|([A-Za-z]\w*)[ \t]*(?::[^=\n]*)?=(?!=)|from[ \t]+\.[\w.]*[ \t]+import[ \t]+(\([^)]*\)|[^\n]*))/gm,
  )) {
    const names = match[4] === undefined ? [match[1] ?? match[2] ?? match[3]!] : importedNames(match[4])
    const line = lineOf(match.index)
    for (const name of names) if (!name.startsWith('_')) found.push({ name, line, header: null })
  }
  return found
}

function importedNames(list: string): string[] {
  return list
    .replaceAll(/[()\\]/g, ' ')
    .split(',')
    .flatMap((written) => /(\w+|\*)\s*$/.exec(written)?.[1] ?? [])
}
