import { type Seeded, seeded } from './seeded.ts'
import { camel, sourceText } from './source-text.ts'

/** From the highest layer to the lowest, with the part of all files that is in it. */
export const LAYERS = [
  { name: 'app', percent: 10 },
  { name: 'features', percent: 55 },
  { name: 'domain', percent: 25 },
  { name: 'lib', percent: 10 },
] as const

/** Files of one folder, its index.ts included. */
const FOLDER = 20
/** In every so many files of a layer one breaks its rule, and two or three are a circle. */
const PLANTED_EACH = 125
const PACKAGES = ['node:fs/promises', 'node:path', 'react', 'zod', '@acme/icons/small']

export type PlannedFile = { path: string; text: string }
/** Each rule with how often it is broken on purpose. */
export type Planted = Record<string, number>
type Module = { path: string; name: string; index: boolean }

/**
 * The sources of a layered TypeScript project: no import leads up and none closes a circle, but for what is planted.
 * The same number of files gives the same texts.
 */
export function planTree(files: number): { files: PlannedFile[]; planted: Planted } {
  const random = seeded(files)
  const planned: PlannedFile[] = []
  const planted: Planted = { 'layers/features': 0, 'layers/domain': 0, 'layers/lib': 0, cycles: 0 }
  const leaves = new Map<string, Module>()
  const below: Module[] = []
  for (const { name: layer, percent } of LAYERS.toReversed()) {
    const count = Math.round((files * percent) / 100)
    const own: Module[] = []
    for (let at = 0; at < count; at++) {
      const folder = Math.floor(at / FOLDER)
      const last = at % FOLDER === FOLDER - 1
      const name = last ? 'index' : `${layer}-${at}`
      const module = { path: `src/${layer}/part-${folder}/${name}.ts`, name, index: last }
      const siblings = own.slice(folder * FOLDER)
      // Nothing is imported by a leaf, so that what breaks a rule by importing it closes no circle.
      const leaf = at === 0
      if (leaf) leaves.set(layer, module)
      const imports = leaf
        ? []
        : importsOf(module, { siblings, own: own.slice(0, folder * FOLDER), below, random })
      planned.push({
        path: module.path,
        text: last ? `${reexports(siblings, random)}\n` : sourceText(name, imports, random),
      })
      own.push(module)
    }
    below.push(...own)
  }
  plant(planned, leaves, planted)
  return { files: planned, planted }
}

type Around = { siblings: Module[]; own: Module[]; below: Module[]; random: Seeded }

/** Three to eight: mostly neighbours, some of the layers below, in the layer's other folders only domain and lib. */
function importsOf(from: Module, { siblings, own, below, random }: Around): string[] {
  const lines = new Set<string>()
  const others = /^src\/(?:domain|lib)\//.test(from.path) ? [...own.slice(-3 * FOLDER), ...below] : below
  const wanted = 3 + random.below(6)
  for (let at = 0; at < wanted; at++) {
    const near = siblings.length > 0 && (others.length === 0 || random.percent(50))
    if (random.percent(8))
      lines.add(`import { ${random.pick(['join', 'read', 'use'])} } from '${random.pick(PACKAGES)}'`)
    else if (near) lines.add(importLine(from, random.pick(siblings), random))
    else if (others.length > 0) lines.add(importLine(from, local(others, from, random), random))
  }
  return [...lines]
}

/** A file leans on a few parts of the layers below again and again, not on all of them. */
function local(others: readonly Module[], from: Module, random: Seeded): Module {
  const part = Number(/part-(\d+)/.exec(from.path)?.[1])
  const spread = Math.min(others.length, 8 * FOLDER)
  return others[(part * 37 * FOLDER + random.below(spread)) % others.length]!
}

function importLine(from: Module, to: Module, random: Seeded): string {
  const type = random.percent(15) ? 'type ' : ''
  const name = to.index
    ? `* as ${camel(to.path.replace(/^.*\/(\w+)\/part-(\d+)\/.*$/, '$1-$2'))}`
    : `{ ${camel(to.name)} }`
  return `import ${type}${name} from '${specifier(from.path, to.path, random)}'`
}

/** Relative and with its ending, or by `paths` of tsconfig.json. */
function specifier(from: string, to: string, random: Seeded): string {
  const [fromFolder, toFolder] = [from, to].map((path) => path.slice(0, path.lastIndexOf('/')))
  const name = to.slice(to.lastIndexOf('/') + 1)
  if (fromFolder === toFolder) return `./${name}`
  if (random.percent(25)) return `@/${to.slice('src/'.length)}`
  return `../../${to.slice('src/'.length)}`
}

function reexports(siblings: readonly Module[], random: Seeded): string {
  return siblings
    .filter((_, at) => at % 3 === 1)
    .map(({ name }) =>
      random.percent(20) ? `export type * from './${name}.ts'` : `export * from './${name}.ts'`,
    )
    .join('\n')
}

/** Breaks the rules in files spread over the tree, at their end, where nothing else leads back to them. */
function plant(planned: PlannedFile[], leaves: ReadonlyMap<string, Module>, planted: Planted): void {
  const add = (file: PlannedFile, line: string) => {
    file.text = `${line}\n${file.text}`
  }
  for (const [above, layer] of [
    ['app', 'features'],
    ['features', 'domain'],
    ['domain', 'lib'],
  ] as const) {
    const own = planned.filter(({ path }) => path.startsWith(`src/${layer}/`))
    const leaf = leaves.get(above)!
    for (let at = FOLDER + 1; at < own.length; at += PLANTED_EACH) {
      add(
        own[at]!,
        `import { ${camel(leaf.name)} as misplaced } from '../../${leaf.path.slice('src/'.length)}'`,
      )
      planted[`layers/${layer}`]! += 1
    }
    // The first files of a folder import only what is below, so two of them make a circle of their own.
    for (let at = FOLDER * 2; at + 2 < own.length; at += PLANTED_EACH - (PLANTED_EACH % FOLDER)) {
      const [first, second] = [own[at]!, own[at + 1]!]
      const beside = ({ path }: PlannedFile) => `./${path.slice(path.lastIndexOf('/') + 1)}`
      add(second, `import * as first from '${beside(first)}'`)
      add(first, `import * as second from '${beside(second)}'`)
      planted.cycles! += 1
    }
  }
}
