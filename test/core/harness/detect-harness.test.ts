import { describe, expect, test } from '@jest/globals'
import { detectHarness, MANIFESTS } from '../../../core/harness/detect-harness.ts'
import { harnessSchema } from '../../../core/harness/harness.ts'
import { renderHarness } from '../../../core/harness/render-harness.ts'
import { harnessOf } from './harness-of.ts'

const detect = (files: Record<string, string>) => {
  const read = Object.fromEntries(Object.entries(files).filter(([path]) => MANIFESTS.includes(path)))
  const { harness, evidence } = detectHarness({ paths: Object.keys(files), read })
  harnessSchema.parse(harness)
  expect(harnessOf(renderHarness(harness))).toEqual(harness)
  return {
    setup: harness.setup?.run ?? null,
    checks: harness.checks.map(({ name, run }) => `${name}: ${run}`),
    evidence,
  }
}
const manifest = (content: unknown) => ({ 'package.json': JSON.stringify(content) })

describe('package.json', () => {
  test('its scripts are the checks, its lockfile says how to install', () => {
    const scripts = {
      dev: 'vite',
      lint: 'eslint .',
      'lint:fix': 'eslint . --fix',
      typecheck: 'tsc',
      build: 'vite build',
      test: 'vitest',
    }
    expect(detect({ ...manifest({ scripts, dependencies: { a: '1' } }), 'package-lock.json': '' })).toEqual({
      setup: 'npm ci',
      checks: [
        'lint: npm run lint',
        'typecheck: npm run typecheck',
        'build: npm run build',
        'test: npm test',
      ],
      evidence: [
        'package-lock.json stands beside package.json.',
        'package.json has a script lint.',
        'package.json has a script typecheck.',
        'package.json has a script build.',
        'package.json has a script test.',
      ],
    })
  })

  test.each([
    ['pnpm-lock.yaml', {}, 'corepack enable && pnpm install --frozen-lockfile', 'test: pnpm test'],
    ['yarn.lock', {}, 'yarn install --frozen-lockfile', 'test: yarn test'],
    [
      'yarn.lock',
      { packageManager: 'yarn@4.9.1' },
      'corepack enable && yarn install --immutable',
      'test: yarn test',
    ],
    ['bun.lock', {}, 'bun install --frozen-lockfile', 'test: bun run test'],
    ['bun.lockb', {}, 'bun install --frozen-lockfile', 'test: bun run test'],
    ['npm-shrinkwrap.json', {}, 'npm ci', 'test: npm test'],
  ])('%s tells the package manager %j', (lockfile, more, setup, check) => {
    const found = detect({ ...manifest({ scripts: { test: 'x' }, ...more }), [lockfile]: '' })
    expect([found.setup, ...found.checks]).toEqual([setup, check])
  })

  test('without a lockfile, dependencies are installed all the same', () => {
    expect(detect(manifest({ scripts: { test: 'x' }, devDependencies: { a: '1' } }))).toMatchObject({
      setup: 'npm install --no-audit --no-fund',
      evidence: [
        'package.json has dependencies and there is no lockfile.',
        'package.json has a script test.',
      ],
    })
  })

  test('with nothing to install there is no setup', () => {
    expect(detect(manifest({ scripts: { test: 'node --test' } })).setup).toBeNull()
  })

  test('the placeholder of npm init is no test, and a watcher never ends', () => {
    const found = detect(
      manifest({ scripts: { test: 'echo "Error: no test specified" && exit 1', lint: 'eslint --watch' } }),
    )
    expect(found).toEqual({
      setup: null,
      checks: [],
      evidence: [
        'The script lint of package.json watches and never ends, so it is left out.',
        'The script test of package.json is the placeholder of npm init, so it is left out.',
        expect.stringMatching(/^No check was detected/),
      ],
    })
  })

  test.each(['{', '[]', 'null', '"text"', ''])('broken as %j it yields nothing and says so', (text) => {
    expect(detect({ 'package.json': text })).toMatchObject({
      checks: [],
      evidence: ['package.json is not a valid JSON object, so nothing was taken from it.', expect.anything()],
    })
  })

  test('scripts of the wrong kind, and keys of every object, are not scripts', () => {
    expect(detect(manifest({ scripts: { test: 1 } })).checks).toEqual([])
    expect(
      detect({ 'package.json': '{"scripts": {"__proto__": {"test": "x"}}, "dependencies": []}' }).checks,
    ).toEqual([])
  })
})

describe('Python', () => {
  test('the tools that are configured are the checks, one of a kind', () => {
    const pyproject = '[project]\nname = "a"\n[tool.ruff.lint]\n[tool.mypy]\n[tool.pytest.ini_options]\n'
    expect(detect({ 'pyproject.toml': pyproject, 'tox.ini': '[tox]\n[flake8]\n' })).toMatchObject({
      setup: 'python3 -m pip install -e . ruff mypy pytest',
      checks: ['ruff: python3 -m ruff check .', 'mypy: python3 -m mypy .', 'pytest: python3 -m pytest'],
    })
  })

  test.each([
    [
      { 'requirements.txt': 'flask\npytest==8\n' },
      'python3 -m pip install -r requirements.txt pytest',
      'pytest: python3 -m pytest',
    ],
    [
      { 'pyproject.toml': '[tool.pytest.ini_options]', 'uv.lock': '' },
      'uv sync --locked',
      'pytest: uv run python -m pytest',
    ],
    [
      { 'pyproject.toml': 'x = ["pytest"]', 'poetry.lock': '', 'conftest.py': '' },
      'poetry install --no-interaction',
      'pytest: poetry run python -m pytest',
    ],
    [{ 'setup.cfg': '[tool:pytest]' }, 'python3 -m pip install pytest', 'pytest: python3 -m pytest'],
    [{ 'tox.ini': '[tox]' }, 'python3 -m pip install tox', 'tox: python3 -m tox'],
    [
      { 'setup.py': '', 'tests/': '' },
      'python3 -m pip install -e .',
      'unittest: python3 -m unittest discover',
    ],
  ])('%j', (files, setup, check) => {
    const found = detect(files as Record<string, string>)
    expect([found.setup, ...found.checks]).toEqual([setup, check])
  })
})

describe('Other languages', () => {
  test.each([
    ['go.mod', ['go vet: go vet ./...', 'go test: go test ./...']],
    ['Cargo.toml', ['cargo test: cargo test --offline']],
    ['pom.xml', ['maven: mvn -B -ntp -o verify']],
    ['build.gradle.kts', ['gradle: gradle --no-daemon --offline check']],
    ['Shop.sln', ['dotnet build: dotnet build --no-restore', 'dotnet test: dotnet test --no-restore']],
    ['mix.exs', ['mix test: mix test']],
  ])('%s', (file, checks) => {
    expect(detect({ [file]: '' })).toMatchObject({ checks, evidence: [`${file} stands at the root.`] })
  })

  test('the wrapper in the repository goes before the tool of the machine', () => {
    expect(detect({ 'pom.xml': '', mvnw: '' }).checks).toEqual(['maven: ./mvnw -B -ntp -o verify'])
    expect(detect({ gradlew: '', 'build.gradle': '' }).checks).toEqual([
      'gradle: ./gradlew --no-daemon --offline check',
    ])
  })

  test('a tool counts when its settings are there', () => {
    expect(detect({ Gemfile: '' }).checks).toEqual([])
    expect(detect({ Gemfile: '', '.rubocop.yml': '', 'spec/': '' }).checks).toEqual([
      'rubocop: bundle exec rubocop',
      'rspec: bundle exec rspec',
    ])
    expect(detect({ 'composer.json': '{}', 'phpunit.xml.dist': '' }).checks).toEqual([
      'phpunit: vendor/bin/phpunit',
    ])
  })
})

describe('Makefile', () => {
  test('its targets are checks', () => {
    const makefile = '.PHONY: lint test\nCC := gcc\ntest := no\nlint check: deps\n\techo test:\n'
    expect(detect({ Makefile: makefile })).toEqual({
      setup: null,
      checks: ['lint: make lint', 'check: make check'],
      evidence: ['Makefile has a target lint.', 'Makefile has a target check.'],
    })
  })

  test('beside a language it counts for what the language leaves open', () => {
    expect(detect({ ...manifest({ scripts: { test: 'x' } }), Makefile: 'lint:\ntest:\n' }).checks).toEqual([
      'test: npm test',
      'lint: make lint',
    ])
  })
})

test('Two languages side by side are both set up and checked', () => {
  expect(
    detect({ ...manifest({ scripts: { test: 'x' } }), 'package-lock.json': '', 'go.mod': '' }),
  ).toMatchObject({
    setup: 'npm ci && go mod download',
    checks: ['test: npm test', 'go vet: go vet ./...', 'go test: go test ./...'],
  })
})

test('A repository with nothing to go by gets no checks, and is told what to write', () => {
  expect(detect({ 'README.md': '# hi' })).toEqual({
    setup: null,
    checks: [],
    evidence: [
      'No check was detected: write `checks` in .github/agent.yml, so that a change can be tried before it is published.',
    ],
  })
})
