import { type Draft, type Format, type Place, type Repo, toRange } from '../format.ts'
import { placeInText } from '../places-in-text.ts'
import { attribute, attributes, children, parseXml, textOf, type XmlNode } from './xml.ts'

const LISTS = new Set(['testsuite', 'testcase', 'failure', 'error'])
const MESSAGE_LINES = 12

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
    const parsed = parseXml(xml, { lists: LISTS, what: 'JUnit XML' })
    return parsed.kind === 'broken' ? parsed : { kind: 'drafts', drafts: [...walk(parsed.root, repo)] }
  },
}

function* walk(node: XmlNode, repo: Repo, suite: XmlNode = {}): Generator<Draft> {
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

function toDraft(
  failure: XmlNode,
  { test, suite, repo }: { test: XmlNode; suite: XmlNode; repo: Repo },
): Draft {
  const details = textOf(failure)
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
  test: XmlNode
  suite: XmlNode
  details: string
  repo: Repo
}): Place {
  const file =
    attribute(test, 'file') ||
    attribute(test, 'filepath') ||
    attribute(suite, 'file') ||
    attribute(suite, 'filepath')
  const path = file === '' ? null : repo.resolve(file)
  // Linters have a suite for each file.
  const named = path ?? repo.resolve(attribute(suite, 'name')) ?? repo.resolve(attribute(test, 'classname'))
  const at = positionOf(test, details)
  if (named !== null && at !== null) return { path: named, range: toRange(at) }
  const found = placeInText(details, repo)
  if (found !== null && found !== 'outside') return { path: found.path, range: toRange(found) }
  // A failed test is ours wherever its trace ends.
  return named === null ? null : { path: named, range: null }
}

/** Of the test, or as linters begin a failure: "line 2, col 1, Error - …". */
function positionOf(test: XmlNode, details: string): { line: number; column: number | null } | null {
  const line = Number(attribute(test, 'line') || attribute(test, 'lineno') || Number.NaN)
  const column = Number(attribute(test, 'column') || Number.NaN)
  if (Number.isFinite(line)) return { line, column: Number.isFinite(column) ? column : null }
  const said = /^line (\d{1,7}), col(?:umn)? (\d{1,7}), /m.exec(details)
  return said === null ? null : { line: Number(said[1]), column: Number(said[2]) }
}

function testName(test: XmlNode, suite: XmlNode): string {
  const name = attribute(test, 'name')
  const owner = attribute(suite, 'package')
  // A linter's test is a rule: "org.eslint.semi" of the package "org.eslint".
  if (owner !== '' && name.startsWith(`${owner}.`)) return name.slice(owner.length + 1)
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
