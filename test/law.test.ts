import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { load } from 'js-yaml'
import { COMMANDS } from '../core/command/commands.ts'
import { renderCommandsDocs } from '../scripts/render-commands-docs.ts'

/** The law of the house: what one file promises, another keeps. */

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = globSync(
  ['core', 'app', 'action', 'cli', 'playground', 'scripts', 'bench', 'attack', 'fuzz'].map(
    (room) => `${room}/**/*.ts`,
  ),
  {
    cwd: root,
  },
).filter((path) => !/\/(?:dist|sample|node_modules)\//.test(path))

const imports = (path: string): string[] =>
  [
    ...text(path).matchAll(
      /^(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? relative(root, join(root, dirname(path), name)) : name))

const room = (path: string) => path.split('/')[0] ?? ''
const rooms = new Set([
  'core',
  'app',
  'action',
  'cli',
  'playground',
  'scripts',
  'bench',
  'fuzz',
  'attack',
  'test',
  'schemas',
])

test('core is pure: it imports only itself and pure parsers', () => {
  const allowed = [
    'zod',
    'js-yaml',
    'mdast-util-from-markdown',
    'commonmark',
    'mdast',
    'ignore',
    're2js',
    'fast-xml-parser',
    'unist',
    'smol-toml',
    // Native parsers: pure functions of a text, loaded only when a rule needs one.
    'oxc-parser',
    '@ast-grep/napi',
  ]
  const broken = sources
    .filter((path) => room(path) === 'core')
    .flatMap((path) => imports(path).map((name) => ({ path, name })))
    .filter(
      ({ name }) => room(name) !== 'core' && !allowed.includes(name) && !name.startsWith('@ast-grep/lang-'),
    )
  expect(broken).toEqual([])
})

test('core reads no clock, no randomness and no environment', () => {
  const impure = /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.|performance\.now\(|crypto\.)/
  const broken = sources.filter((path) => room(path) === 'core' && impure.test(withoutComments(text(path))))
  expect(broken).toEqual([])
})

test('app and action meet only in core, and only tests import the playground', () => {
  const may: Record<string, string[]> = {
    core: ['core'],
    app: ['app', 'core'],
    action: ['action', 'core'],
    cli: ['cli', 'action', 'core'],
    scripts: ['scripts', 'core', 'app', 'action', 'cli', 'playground'],
    playground: ['playground', 'core', 'app', 'action', 'scripts'],
    fuzz: ['fuzz', 'core', 'app', 'action'],
    bench: ['bench', 'playground', 'core', 'app', 'action', 'scripts'],
    attack: ['attack', 'playground', 'core', 'app', 'action', 'scripts'],
  }
  const broken = sources
    .flatMap((path) => imports(path).map((name) => ({ path, name })))
    .filter(({ path, name }) => rooms.has(room(name)) && !may[room(path)]?.includes(room(name)))
  expect(broken).toEqual([])
})

test('the agent knows neither GitHub nor git, and publishing knows no agent', () => {
  const agent = sources.filter((path) => path.startsWith('action/agent/'))
  const wrong = agent.filter((path) =>
    imports(path).some((name) => /octokit|probot|^@actions|action\/git|workspace/.test(name)),
  )
  const publish = sources.filter((path) => path.startsWith('app/publish/'))
  expect([...wrong, ...publish.filter((path) => imports(path).some((name) => /agent\//.test(name)))]).toEqual(
    [],
  )
})

test('only core/clean says that a text is clean, or may stand in a prompt', () => {
  const broken = sources
    .filter((path) => !path.startsWith('core/clean/'))
    .filter((path) =>
      /\bas\s+(?:Clean|Prompt)\b|<(?:Clean|Prompt)>\s*[\w('"`]/.test(withoutComments(text(path))),
    )
  expect(broken).toEqual([])
  // What a model is given is made of prompts; a cast to anything would let everything in.
  const rooms = ['action/agent/', 'action/ask/', 'action/review/', 'action/plan/']
  const loose = sources
    .filter((path) => rooms.some((name) => path.startsWith(name)))
    .filter((path) => /\bas\s+(?:any|never)\b/.test(withoutComments(text(path))))
  expect(loose).toEqual([])
})

test('only entry files read the environment', () => {
  const entries = [
    'app/main.ts',
    'action/main.ts',
    'playground/demo.ts',
    'playground/main.ts',
    'playground/browser.ts',
    'playground/with-postgres.ts',
    'bench/main.ts',
    'attack/main.ts',
  ]
  const readers = sources.filter((path) => /\bprocess\.env\b/.test(withoutComments(text(path))))
  expect(readers.filter((path) => !entries.includes(path))).toEqual([])
})

test('nothing of the action reaches its log, page and outputs but through the outlet', () => {
  const writers = sources.filter(
    (path) =>
      path.startsWith('action/') &&
      // They run inside the sandbox, and write to the pipes they were given.
      !['action/sandbox/host.ts', 'action/sandbox/end-all.ts'].includes(path) &&
      /\bconsole\.|\b(?:setFailed|setOutput|setSecret|summary\.add\w*)\(|process\.std(?:out|err)\.write/.test(
        withoutComments(text(path)),
      ),
  )
  expect(writers).toEqual(['action/log/outlet.ts'])
})

test('nothing of the app writes to GitHub but through the door', () => {
  const made = /(?<!typeof )\bProbotOctokit\.|new ProbotOctokit/
  const app = sources.filter((path) => path.startsWith('app/'))
  expect(app.filter((path) => made.test(withoutComments(text(path))))).toEqual(['app/github/octokit.ts'])
  const users = app.filter((path) => /new Octokit\(/.test(text(path)))
  expect(users.sort()).toEqual(['app/github/as-app.ts', 'app/github/installation.ts'])
})

test('every command the README and the CI script name exists', () => {
  const scripts = Object.keys(JSON.parse(text('package.json')).scripts)
  const named = [
    ...`${text('README.md')}\n${text('.ci/run')}\n${text('AGENTS.md')}`.matchAll(/npm run ([a-z:-]+)/g),
  ].map((match) => match[1])
  expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([])
})

test('every script sets itself up on a clean clone', () => {
  const scripts: Record<string, string> = JSON.parse(text('package.json')).scripts
  // npm runs `postpack` after `prepack` only.
  const alone = Object.keys(scripts).filter((name) => !name.startsWith('pre') && name !== 'postpack')
  expect(alone.filter((name) => scripts[`pre${name}`] !== 'node scripts/ready.mjs')).toEqual([])
})

test('every link between our documents leads somewhere', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
  const broken = pages.flatMap((page) =>
    [...text(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  )
  expect(broken).toEqual([])
})

test('every dependency has its reason, and is pinned exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text('package.json'))
  const all: Record<string, string> = { ...dependencies, ...devDependencies, ...optionalDependencies }
  const reasons = text('docs/decisions/dependencies.md')
  const explained = (name: string) =>
    reasons.includes(name) ||
    (name.startsWith('@types/') && reasons.includes('@types/*')) ||
    (name.startsWith('hast-util-') && reasons.includes('hast-util-*'))
  expect(Object.keys(all).filter((name) => !explained(name))).toEqual([])
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([])
})

test('the commands page is what the commands say of themselves, and every command has its test', () => {
  expect(text('docs/commands.md')).toBe(renderCommandsDocs())
  const tests = globSync('test/{core/command,app}/**/*.test.ts', { cwd: root }).map(text).join('\n')
  expect(COMMANDS.map(({ name }) => name).filter((name) => !tests.includes(`/agent ${name}`))).toEqual([])
})

test('the App asks for no permission over workflows or administration', () => {
  const { default_permissions } = load(text('app.yml')) as { default_permissions: Record<string, string> }
  expect(Object.keys(default_permissions)).not.toEqual(expect.arrayContaining(['workflows']))
  expect(Object.keys(default_permissions)).not.toEqual(expect.arrayContaining(['administration']))
})

test('the App subscribes to exactly the events its table handles', () => {
  const { default_events } = load(text('app.yml')) as { default_events: string[] }
  const handled = [...text('app/index.ts').matchAll(/['"]([a-z_]+)(?:\.[a-z_]+)?['"]/g)].map(
    (match) => match[1] ?? '',
  )
  // Installation events reach every App without being asked for.
  const always = ['installation', 'installation_repositories', 'github_app_authorization']
  expect(default_events.filter((event) => !handled.includes(event))).toEqual([])
  expect(
    [...new Set(handled)].filter((event) => !default_events.includes(event) && !always.includes(event)),
  ).toEqual([])
})

test('the workflow gives the action every input it asks for, and no permission it does not need', () => {
  const action = load(text('action/action.yml')) as {
    inputs: Record<string, { required?: boolean }>
    runs: { using: string }
  }
  const workflow = load(text('.github/workflows/agent.yml')) as {
    permissions: Record<string, string>
    jobs: Record<string, { steps: { with?: Record<string, string> }[] }>
  }
  const given = Object.values(workflow.jobs).flatMap((job) =>
    job.steps.flatMap((step) => Object.keys(step.with ?? {})),
  )
  expect(
    Object.keys(action.inputs).filter((name) => action.inputs[name]?.required && !given.includes(name)),
  ).toEqual([])
  expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  expect(action.runs.using).toBe('node24')
})

test('nothing in the house is too long to read', () => {
  const long = sources.filter((path) => text(path).split('\n').length > 260)
  expect(long).toEqual([])
})

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')
}
