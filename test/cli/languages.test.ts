import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from '@jest/globals'
import { openShop, type Shop } from './stage.ts'

/** A small project of a language, edits that break its layers, and the errors these bring, no others. */
const FOLDER = new URL('shops/', import.meta.url)
const shops = readdirSync(FOLDER).map((name) => [name.replace('.txt', ''), readShop(name)] as const)

let shop: Shop
afterEach(() => shop.remove())

test.each(shops)('%s: init proposes what holds, and exactly what breaks it is found', async (_, told) => {
  shop = openShop(filesIn(told.files))
  const { out: rules } = await shop.reins(['init', '--print'])
  const proposed = rules.matchAll(/- name: (\w+)\n {6}paths:\n {8}- (\S+)/g)
  expect(Array.from(proposed, ([, name, path]) => `${name} ${path}`)).toEqual(linesOf(told.layers))
  shop.write({ '.github/agent.yml': rules.replace('layers:\n', `layers:\n  deny:\n${told.deny}`) })
  shop.commit()
  expect(await shop.reins(['check', '--all'])).toMatchObject({ code: 0 })
  shop.write(filesIn(told.edits))
  const { out } = await shop.reins(['check', '--format', 'json'])
  const found: { level: string; path: string; rule: string; range: { startLine: number } | null }[] =
    JSON.parse(out).findings
  const errors = found.filter(({ level }) => level === 'error')
  expect(errors.map(({ path, range, rule }) => `${path}:${range?.startLine} ${rule}`).sort()).toEqual(
    linesOf(told.found),
  )
})

function readShop(name: string) {
  const parts = readFileSync(new URL(name, FOLDER), 'utf8').split(/^=== (\w+)\n/m)
  const part = (key: string) => parts[parts.indexOf(key) + 1] ?? ''
  return {
    ...{ files: part('files'), layers: part('layers'), deny: part('deny') },
    ...{ edits: part('edits'), found: part('found') },
  }
}

function filesIn(text: string): Record<string, string> {
  const parts = text.split(/^--- (\S+)\n/m).slice(1)
  return Object.fromEntries(
    parts.flatMap((path, index) => (index % 2 === 0 ? [[path, parts[index + 1] ?? '']] : [])),
  )
}

function linesOf(text: string): string[] {
  return text.trim().split('\n')
}
