import { XMLParser, XMLValidator } from 'fast-xml-parser'

export type XmlNode = Record<string, unknown>

/**
 * Reads an XML document whose elements named in `lists` may come more than once. Entities stay as they are while
 * parsing, so no DOCTYPE can grow; the five of XML and numbers are read afterwards. The parser refuses more than a
 * hundred levels, so walking the result may recurse.
 */
export function parseXml(
  xml: string,
  { lists, what }: { lists: ReadonlySet<string>; what: string },
): { kind: 'xml'; root: XmlNode } | { kind: 'broken'; why: string } {
  if (hasDoctype(xml)) return { kind: 'broken', why: `a DOCTYPE has no place in ${what}` }
  try {
    const valid = XMLValidator.validate(xml)
    if (valid !== true)
      return { kind: 'broken', why: `it is not XML: ${valid.err.msg} (line ${valid.err.line})` }
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      cdataPropName: '#cdata',
      processEntities: false,
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      isArray: (name) => lists.has(name),
    })
    return { kind: 'xml', root: parser.parse(xml) as XmlNode }
  } catch (error) {
    return { kind: 'broken', why: `it is not ${what}: ${(error as Error).message}` }
  }
}

/** Declared, not quoted: what failed tests print can be a page of HTML, in a section of its own. */
function hasDoctype(xml: string): boolean {
  for (let at = xml.indexOf('<!'); at !== -1; at = xml.indexOf('<!', at + 2)) {
    if (/^<!DOCTYPE/i.test(xml.slice(at, at + 9))) return true
    const quoted = xml.startsWith('<![CDATA[', at) ? ']]>' : xml.startsWith('<!--', at) ? '-->' : null
    if (quoted === null) continue
    at = xml.indexOf(quoted, at)
    if (at === -1) return false
  }
  return false
}

export function children(node: XmlNode, name: string): XmlNode[] {
  const found = node[name]
  const list = Array.isArray(found) ? found : found === undefined ? [] : [found]
  return list.map((child) =>
    typeof child === 'object' && child !== null ? (child as XmlNode) : { '#text': child },
  )
}

export function attributes(node: XmlNode): XmlNode {
  return Object.fromEntries(Object.entries(node).filter(([key]) => key.startsWith('@')))
}

export function attribute(node: XmlNode, name: string): string {
  const value = node[`@${name}`]
  return typeof value === 'string' ? unescapeXml(value).trim() : ''
}

export function textOf(node: XmlNode): string {
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
