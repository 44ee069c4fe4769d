import { existsSync, readFileSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { load } from 'js-yaml'

/** The container image: what is copied into it is what the app needs. */

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const dockerfile = text('Dockerfile')
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = '']) =>
  list.split(' '),
)

/** Everything that a source imports when it runs, or starts as a file of its own. */
function reached(from: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(from)) return seen
  // A folder that is read when it runs.
  const source = statSync(join(root, from)).isDirectory() ? '' : text(from)
  const names = [
    ...source.matchAll(/^(?:import|export)\b(?! type)[^'"]*?from\s+['"]([^'"]+)['"]/gm),
    ...source.matchAll(/^import\s+['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
    ...source.matchAll(/new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g),
  ].map(([, name = '']) => name)
  seen.set(
    from,
    names.filter((name) => !name.startsWith('.')),
  )
  for (const name of names.filter((one) => one.startsWith('.')))
    reached(relative(root, join(root, dirname(from), name)), seen)
  return seen
}

test('every source the app reaches is copied, and every package of it is one of production', () => {
  const all = reached('app/main.ts')
  expect(all.size).toBeGreaterThan(200)
  const inside = (path: string) => copied.some((one) => path === one || path.startsWith(`${one}/`))
  expect([...all.keys()].filter((path) => !inside(path))).toEqual([])
  const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> }
  const packages = [...all.values()].flat().map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
  const missing = packages.filter(
    (name) => !name.startsWith('node:') && !builtinModules.includes(name) && !(name in dependencies),
  )
  expect([...new Set(missing)]).toEqual([])
})

test('what the Dockerfile copies is there, and nothing else reaches the builder', () => {
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
  const [first, ...rest] = text('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(first).toBe('*')
  const allowed = rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(copied.filter((path) => !allowed.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual(
    [],
  )
})

test('it runs as nobody in particular, says whether it is ready, and writes in one place', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last).toMatch(/^VOLUME \/data$/m)
  expect(last).toMatch(/^ENV .*\bREINS_DATA=\/data$/m)
  expect(last).toMatch(/^HEALTHCHECK [\s\S]*\/readyz/m)
  expect(dockerfile).toContain('npm ci --omit=dev --ignore-scripts')
})

type Service = { read_only?: boolean; cap_drop?: string[]; ports?: string[]; build?: string }

test.each(['compose-one-machine', 'compose-several'])(
  'the example %s: the app is shut in, and only the proxy is open',
  (name) => {
    const example = text(`docs/examples/${name}.yml`)
    const { services } = load(example) as { services: Record<string, Service> }
    const apps = Object.values(services).filter(({ build }) => build !== undefined)
    expect(apps).toHaveLength(1)
    for (const app of apps) expect(app).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined)
    expect(open.map(([which]) => which)).toEqual(['proxy'])
    expect(example).toContain('@public path /api/github/webhooks /runs/* /model/*')
  },
)
