import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Draft, type Format, type Place, type Repo, toRange } from './format.ts'
import { placeInText } from './places-in-text.ts'

type Node = Record<string, unknown>
const LISTS = new Set(['testsuite', 'testcase', 'failure', 'error'])
const MESSAGE_LINES = 12

/** Entities stay as they are while parsing (no DOCTYPE can grow), and the five of XML and numbers are read below. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  cdataPropName: '#cdata',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (name) => LISTS.has(name),
})

/** JUnit XML, as hundreds of test runners write it. https://github.com/testmoapp/junitxml */
export const junit: Format = {
  name: 'junit',
  structured: true,
  sniff: (text) => /<testsuites?[\s>/]/.test(text),
  parse(text, repo) {
    const start = text.search(/<\?xml|<testsuites?[\s>/]/)
    const close = Math.max(text.lastIndexOf('</testsuites>') + 13, text.lastIndexOf('</testsuite>') + 12)
    const end = close > 12 ? close : text.lastIndexOf('/>') + 2
    const xml = start === -1 ? '' : text.slice(start, end)
    if (xml === '') return { kind: 'broken', why: 'there is no <testsuite> in it' }
    if (/<!DOCTYPE/i.test(xml)) return { kind: 'broken', why: 'a DOCTYPE has no place in JUnit XML' }
    try {
      const valid = XMLValidator.validate(xml)
      if (valid !== true)
        return { kind: 'broken', why: `it is not XML: ${valid.err.msg} (line ${valid.err.line})` }
      return { kind: 'drafts', drafts: [...walk(parser.parse(xml) as Node, repo)] }
    } catch (error) {
      return { kind: 'broken', why: `it is not JUnit XML: ${(error as Error).message}` }
    }
  },
}

/** The parser refuses more than a hundred levels, so the recursion is bounded. */
function* walk(node: Node, repo: Repo, suite: Node = {}): Generator<Draft> {
  for (const child of children(node, 'testsuites')) yield* walk(child, repo, child)
  for (const child of children(node, 'testsuite'))
    yield* walk(child, repo, { ...suite, ...attributes(child) })
  for (const test of children(node, 'testcase'))
    for (const failure of [...children(test, 'failure'), ...children(test, 'error')])
      yield toDraft(failure, { test, suite, repo })
  // A suite that broke before its first test.
  for (const failure of [...children(node, 'error'), ...children(node, 'failure')])
    yield toDraft(failure, { test: node, suite, repo })
}

function toDraft(failure: Node, { test, suite, repo }: { test: Node; suite: Node; repo: Repo }): Draft {
  const details = text(failure)
  const said = attribute(failure, 'message') || attribute(failure, 'type')
  const id = testName(test, suite)
  const message = [said, withoutTrace(details, said)].filter((part) => part !== '').join('\n')
  return {
    id,
    level: 'error',
    place: placeOf({ test, suite, details: `${said}\n${details}`, repo }),
    message: message || 'failed',
  }
}

/** A line the report names itself; else the innermost place of the trace; else the file alone. */
function placeOf({
  test,
  suite,
  details,
  repo,
}: {
  test: Node
  suite: Node
  details: string
  repo: Repo
}): Place {
  const file =
    attribute(test, 'file') ||
    attribute(test, 'filepath') ||
    attribute(suite, 'file') ||
    attribute(suite, 'filepath')
  const path = file === '' ? null : repo.resolve(file)
  const line = Number(attribute(test, 'line') || attribute(test, 'lineno') || Number.NaN)
  if (path !== null && Number.isFinite(line)) return { path, range: toRange({ line }) }
  const found = placeInText(details, repo)
  if (found !== null && found !== 'outside') return { path: found.path, range: toRange(found) }
  if (path !== null) return { path, range: null }
  const named = repo.resolve(attribute(test, 'classname')) ?? repo.resolve(attribute(suite, 'name'))
  if (named !== null) return { path: named, range: null }
  // A failed test is ours wherever its trace ends.
  return null
}

function testName(test: Node, suite: Node): string {
  const name = attribute(test, 'name')
  const group = attribute(test, 'classname') || attribute(suite, 'name')
  return group === '' || name.startsWith(group) ? name || group : `${group} › ${name}`
}

/** What a person reads: the first lines, up to the stack trace, without what was said already. */
function withoutTrace(details: string, said: string): string {
  const lines = details.split('\n').map((line) => line.trimEnd())
  const trace = lines.findIndex((line) => /^\s*(?:at\s|❯\s|\[?Error \[ERR_TEST_FAILURE\])/.test(line))
  const shown = (trace === -1 ? lines : lines.slice(0, trace)).filter((line) => line.trim() !== '')
  const first = said.split('\n')[0]!
  const fresh = first !== '' && shown[0]?.includes(first) ? shown.slice(1) : shown
  return fresh.slice(0, MESSAGE_LINES).join('\n')
}

function children(node: Node, name: string): Node[] {
  const found = node[name]
  const list = Array.isArray(found) ? found : found === undefined ? [] : [found]
  return list.map((child) =>
    typeof child === 'object' && child !== null ? (child as Node) : { '#text': child },
  )
}

function attributes(node: Node): Node {
  return Object.fromEntries(Object.entries(node).filter(([key]) => key.startsWith('@')))
}

function attribute(node: Node, name: string): string {
  const value = node[`@${name}`]
  return typeof value === 'string' ? unescapeXml(value).trim() : ''
}

function text(node: Node): string {
  const plain = typeof node['#text'] === 'string' ? unescapeXml(node['#text']) : ''
  const cdata = [node['#cdata']].flat().filter((part) => typeof part === 'string')
  return [plain.trim(), ...cdata].filter((part) => part !== '').join('\n')
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** One pass, so that what comes out is never read again. */
function unescapeXml(value: string): string {
  return value.replace(
    /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g,
    (whole, name, decimal, hex) => {
      if (name !== undefined) return NAMED[name]!
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCodePoint(code)
    },
  )
}
