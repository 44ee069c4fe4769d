import type { Seeded } from './seeded.ts'

const NOUNS = ['order', 'invoice', 'customer', 'session', 'price', 'stock', 'route', 'report', 'message']
const VERBS = ['load', 'merge', 'render', 'check', 'parse', 'collect', 'sort', 'publish', 'count']

/** A TypeScript module of 1 to 4 kB as people write them: imports, a type, functions, comments, now and then a log. */
export function sourceText(name: string, imports: readonly string[], random: Seeded): string {
  const size = 900 + random.below(2_900)
  const type = pascal(name)
  const parts = [
    `${imports.join('\n')}${imports.length > 0 ? '\n\n' : ''}/** What ${random.pick(NOUNS)} and ${random.pick(NOUNS)} have in common; \`null\` stands for nothing. */`,
    `export type ${type} = {\n  id: string\n  ${random.pick(NOUNS)}s: readonly string[]\n  total: number | null\n  note?: string\n}\n`,
  ]
  let length = parts.join('\n').length
  for (let index = 0; length < size; index++) {
    const text = functionText(`${random.pick(VERBS)}${pascal(random.pick(NOUNS))}${index}`, type, random)
    parts.push(text)
    length += text.length
  }
  return `${parts.join('\n')}\nexport const ${camel(name)} = '${name}'\n`
}

function functionText(name: string, type: string, random: Seeded): string {
  const item = random.pick(NOUNS)
  const log = random.below(250) === 0 ? `  console.log('${name}', items.length)\n` : ''
  switch (random.below(4)) {
    case 0:
      return `/**
 * Adds up every ${item} of the list. Rounds once, at the end: cents would be lost on the way otherwise.
 */
export function ${name}(items: readonly ${type}[]): number {
${log}  const known = items.filter((one) => one.total !== null && one.id !== '')
  return Math.round(known.reduce((sum, { total }) => sum + (total ?? 0), 0) * 100) / 100
}
`
    case 1:
      return `export async function ${name}(items: readonly ${type}[], fetchOne: (id: string) => Promise<${type}>): Promise<${type}[]> {
  const found: ${type}[] = []
${log}  for (const { id } of items) {
    if (id.startsWith('${item}-')) continue // answered by the cache
    const one = await fetchOne(id)
    if (one.total === null) throw new Error(\`The ${item} \${id} has no total.\`)
    found.push({ ...one, note: one.note ?? '${item}' })
  }
  return found
}
`
    case 2:
      return `const ${name}Limits: Record<string, { most: number; why: string }> = {
  ${item}: { most: ${random.below(900)}, why: "It's what the ${item} page can show" },
  other: { most: ${random.below(90)}, why: 'Nobody asked for more' },
}

export function ${name}(item: ${type}): string {
${log.replace('items.length', 'item.id')}  const { most, why } = ${name}Limits[item.id] ?? { most: 1, why: '' }
  return (item.total ?? 0) > most ? \`\${item.id}: more than \${most} (\${why})\` : item.id
}
`
    default:
      return `export class ${pascal(name)} {
  readonly #items = new Map<string, ${type}>()

  /** @returns whether the ${item} was new. */
  add(item: ${type}): boolean {
    if (this.#items.has(item.id)) return false
    this.#items.set(item.id, item)
    return true
  }

  get total(): number {
    return [...this.#items.values()].reduce((sum, one) => sum + (one.total ?? 0), 0)
  }
}
`
  }
}

export function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function pascal(name: string): string {
  const text = camel(name)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
