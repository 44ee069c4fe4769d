import { z } from 'zod'
import type { Detected, DetectedCheck, Root } from './root.ts'

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).catch({}).default({}),
  dependencies: z.record(z.string(), z.unknown()).catch({}).default({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}).default({}),
  packageManager: z.string().catch('').default(''),
})

type PackageManager = { name: 'npm' | 'pnpm' | 'yarn' | 'bun'; because: string; install: string }

/** Scripts that check something, by the names people give them; the first of a kind counts. */
const SCRIPTS: readonly { kind: DetectedCheck['kind']; names: readonly string[]; fix?: readonly string[] }[] =
  [
    { kind: 'lint', names: ['lint', 'check'], fix: ['lint:fix', 'lint-fix', 'fix', 'format'] },
    { kind: 'types', names: ['types', 'typecheck', 'type-check', 'check-types', 'check:types', 'tsc'] },
    { kind: 'build', names: ['build'] },
    { kind: 'test', names: ['test:ci', 'test'] },
  ]

/** What `npm init` writes. */
const PLACEHOLDER = /no test specified/
const WATCHES = /(^|\s)--?watch(All)?(?!=false)(\s|$)|(^|\s)nodemon(\s|$)/

/** package.json: its scripts are the checks, its lockfile says how to install. */
export function detectNode(root: Root): Detected | null {
  const text = root.text('package.json')
  if (text === null) return null
  const manifest = packageSchema.safeParse(parseJson(text))
  if (!manifest.success)
    return {
      setup: null,
      checks: [],
      evidence: ['package.json is not a valid JSON object, so nothing was taken from it.'],
    }
  const { scripts, dependencies, devDependencies, packageManager } = manifest.data
  const manager = findManager(root, packageManager)
  const locked = manager.because !== ''
  const installs = locked || Object.keys({ ...dependencies, ...devDependencies }).length > 0
  const found = SCRIPTS.map((wanted) => findScript(wanted, scripts, manager.name))
  return {
    setup: installs ? manager.install : null,
    checks: found.flatMap(({ check }) => check ?? []),
    evidence: [
      ...(locked
        ? [manager.because]
        : installs
          ? ['package.json has dependencies and there is no lockfile.']
          : []),
      ...found.flatMap(({ evidence }) => evidence ?? []),
    ],
  }
}

function findScript(
  { kind, names, fix = [] }: (typeof SCRIPTS)[number],
  scripts: Record<string, string>,
  manager: string,
): { check?: DetectedCheck; evidence?: string } {
  const name = names.find((candidate) => Object.hasOwn(scripts, candidate))
  if (name === undefined) return {}
  if (PLACEHOLDER.test(scripts[name]!))
    return {
      evidence: `The script ${name} of package.json is the placeholder of npm init, so it is left out.`,
    }
  if (WATCHES.test(scripts[name]!))
    return { evidence: `The script ${name} of package.json watches and never ends, so it is left out.` }
  const run = (script: string) =>
    script === 'test' && manager !== 'bun' ? `${manager} test` : `${manager} run ${script}`
  const mends = fix.find((candidate) => Object.hasOwn(scripts, candidate))
  const check = { kind, name, run: run(name), ...(mends === undefined ? {} : { fix: run(mends) }) }
  return { check, evidence: `package.json has a script ${name}.` }
}

function findManager(root: Root, declared: string): PackageManager {
  const lock = (...names: string[]) => names.find((name) => root.has(name))
  const pnpm = lock('pnpm-lock.yaml')
  if (pnpm)
    return {
      name: 'pnpm',
      because: `${pnpm} stands beside package.json.`,
      install: 'corepack enable && pnpm install --frozen-lockfile',
    }
  const yarn = lock('yarn.lock')
  if (yarn) {
    const install = /^yarn@[2-9]/.test(declared)
      ? 'corepack enable && yarn install --immutable'
      : 'yarn install --frozen-lockfile'
    return { name: 'yarn', because: `${yarn} stands beside package.json.`, install }
  }
  const bun = lock('bun.lock', 'bun.lockb')
  if (bun)
    return {
      name: 'bun',
      because: `${bun} stands beside package.json.`,
      install: 'bun install --frozen-lockfile',
    }
  const npm = lock('package-lock.json', 'npm-shrinkwrap.json')
  if (npm) return { name: 'npm', because: `${npm} stands beside package.json.`, install: 'npm ci' }
  return { name: 'npm', because: '', install: 'npm install --no-audit --no-fund' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
