import type { Detected, DetectedCheck, Root } from './root.ts'

const FILES = [
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'requirements.txt',
  'Pipfile',
  'noxfile.py',
]
const SETTINGS = [
  'pyproject.toml',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'requirements.txt',
  'requirements-dev.txt',
]

type Tool = Omit<DetectedCheck, 'run' | 'fix'> & {
  args: string
  fix?: string
  configured: (root: Root, settings: string) => boolean
}

/** Each runs as `python3 -m <name> <args>`. */
const TOOLS: readonly Tool[] = [
  {
    kind: 'lint',
    name: 'ruff',
    args: ' check .',
    fix: ' check --fix .',
    configured: (root, settings) =>
      /^\[tool\.ruff\b/m.test(settings) || root.has('ruff.toml') || root.has('.ruff.toml'),
  },
  {
    kind: 'lint',
    name: 'flake8',
    args: '',
    configured: (root, settings) => /^\[flake8\]/m.test(settings) || root.has('.flake8'),
  },
  {
    kind: 'types',
    name: 'mypy',
    args: ' .',
    configured: (root, settings) => /^\[(tool\.)?mypy\b/m.test(settings) || root.has('mypy.ini'),
  },
  {
    kind: 'test',
    name: 'pytest',
    args: '',
    configured: (root, settings) =>
      /^\[(tool[.:])?pytest\b|^\s*["']?pytest\b/m.test(settings) || root.has('conftest.py'),
  },
  { kind: 'test', name: 'tox', args: '', configured: (root) => root.has('tox.ini') },
  { kind: 'test', name: 'nox', args: '', configured: (root) => root.has('noxfile.py') },
  {
    kind: 'test',
    name: 'unittest',
    args: ' discover',
    configured: (root) => root.has('tests') || root.has('test'),
  },
]

/** Python: the tools that are configured are the checks, one of a kind. */
export function detectPython(root: Root): Detected | null {
  if (!FILES.some(root.has)) return null
  const settings = SETTINGS.map((path) => root.text(path) ?? '').join('\n')
  const configured = TOOLS.filter((tool) => tool.configured(root, settings))
  const tools = configured.filter((tool) => configured.find(({ kind }) => kind === tool.kind) === tool)
  const { because, setup, python } = findEnvironment(
    root,
    tools.map(({ name }) => name).filter((name) => name !== 'unittest'),
  )
  const checks = tools.map(({ kind, name, args, fix }) => ({
    kind,
    name,
    run: `${python} -m ${name}${args}`,
    ...(fix === undefined ? {} : { fix: `${python} -m ${name}${fix}` }),
  }))
  return {
    setup,
    checks,
    evidence: [because, ...tools.map(({ name }) => `The Python files at the root ask for ${name}.`)],
  }
}

/** How Python runs here, by the tool that keeps the environment. */
function findEnvironment(
  root: Root,
  tools: string[],
): { because: string; setup: string | null; python: string } {
  if (root.has('uv.lock'))
    return { because: 'uv.lock stands at the root.', setup: 'uv sync --locked', python: 'uv run python' }
  if (root.has('poetry.lock'))
    return {
      because: 'poetry.lock stands at the root.',
      setup: 'poetry install --no-interaction',
      python: 'poetry run python',
    }
  const requirements = ['requirements.txt', 'requirements-dev.txt']
    .filter(root.has)
    .map((path) => `-r ${path}`)
  const isPackage =
    root.has('setup.py') || /^\[(project|build-system)\]/m.test(root.text('pyproject.toml') ?? '')
  const wanted = [...requirements, ...(isPackage ? ['-e .'] : []), ...tools]
  return {
    because: `${FILES.find(root.has)} stands at the root.`,
    setup: wanted.length === 0 ? null : `python3 -m pip install ${wanted.join(' ')}`,
    python: 'python3',
  }
}
