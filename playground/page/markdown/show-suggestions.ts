import type { Element, Nodes } from 'hast'

/** A ```suggestion block as the change it proposes: the lines it stands on, and what would be there instead. */
export function showSuggestions(node: Nodes, replaces: string[] | null): void {
  if (!('children' in node)) return
  node.children = node.children.map((child) => {
    const suggested = suggestionOf(child)
    if (suggested !== null) return suggestion(replaces ?? [], suggested)
    showSuggestions(child, replaces)
    return child
  }) as typeof node.children
}

function suggestionOf(node: Nodes): string[] | null {
  if (node.type !== 'element' || node.tagName !== 'pre') return null
  const [code] = node.children
  if (code?.type !== 'element' || code.tagName !== 'code') return null
  const classes = code.properties.className
  if (!Array.isArray(classes) || !classes.includes('language-suggestion')) return null
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function suggestion(before: string[], after: string[]): Element {
  const lines = [
    ...before.map((line) => row('deletion', '-', line)),
    ...after.map((line) => row('addition', '+', line)),
  ]
  return element('div', 'suggestion', [
    element('div', 'suggestion-title', [{ type: 'text', value: 'Suggested change' }]),
    element('table', 'diff', [element('tbody', '', lines)]),
  ])
}

function row(kind: string, sign: string, line: string): Element {
  return element('tr', kind, [
    element('td', 'sign', [{ type: 'text', value: sign }]),
    element('td', 'code', [{ type: 'text', value: line }]),
  ])
}

function element(tagName: string, className: string, children: Element['children']): Element {
  return {
    type: 'element',
    tagName,
    properties: className === '' ? {} : { className: [className] },
    children,
  }
}
