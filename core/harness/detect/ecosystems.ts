import type { Detected, DetectedCheck, Root } from './root.ts'

type Ecosystem = {
  /** One of these at the root tells it. */
  files: readonly string[]
  setup: string
  checks: readonly (DetectedCheck & { needs?: readonly string[] })[]
}

/** Languages with one usual way to check; `needs`: only with one of these files at the root. Checks have no network. */
const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    files: ['go.mod'],
    setup: 'go mod download',
    checks: [
      { kind: 'lint', name: 'go vet', run: 'go vet ./...' },
      { kind: 'test', name: 'go test', run: 'go test ./...' },
    ],
  },
  {
    files: ['Cargo.toml'],
    setup: 'cargo fetch',
    checks: [
      {
        kind: 'lint',
        name: 'cargo fmt',
        run: 'cargo fmt --all --check',
        fix: 'cargo fmt --all',
        needs: ['rustfmt.toml', '.rustfmt.toml'],
      },
      { kind: 'test', name: 'cargo test', run: 'cargo test --offline' },
    ],
  },
  {
    files: ['mvnw'],
    setup: './mvnw -B -ntp dependency:go-offline',
    checks: [{ kind: 'test', name: 'maven', run: './mvnw -B -ntp -o verify' }],
  },
  {
    files: ['pom.xml'],
    setup: 'mvn -B -ntp dependency:go-offline',
    checks: [{ kind: 'test', name: 'maven', run: 'mvn -B -ntp -o verify' }],
  },
  {
    files: ['gradlew'],
    setup: './gradlew --no-daemon testClasses',
    checks: [{ kind: 'test', name: 'gradle', run: './gradlew --no-daemon --offline check' }],
  },
  {
    files: ['build.gradle', 'build.gradle.kts'],
    setup: 'gradle --no-daemon testClasses',
    checks: [{ kind: 'test', name: 'gradle', run: 'gradle --no-daemon --offline check' }],
  },
  {
    files: ['composer.json'],
    setup: 'composer install --no-interaction --no-progress',
    checks: [
      {
        kind: 'lint',
        name: 'phpstan',
        run: 'vendor/bin/phpstan analyse --no-progress',
        needs: ['phpstan.neon', 'phpstan.neon.dist', 'phpstan.dist.neon'],
      },
      {
        kind: 'test',
        name: 'phpunit',
        run: 'vendor/bin/phpunit',
        needs: ['phpunit.xml', 'phpunit.xml.dist', 'phpunit.dist.xml'],
      },
    ],
  },
  {
    files: ['Gemfile', 'gems.rb'],
    setup: 'bundle install',
    checks: [
      {
        kind: 'lint',
        name: 'rubocop',
        run: 'bundle exec rubocop',
        fix: 'bundle exec rubocop -A',
        needs: ['.rubocop.yml'],
      },
      { kind: 'test', name: 'rspec', run: 'bundle exec rspec', needs: ['.rspec', 'spec'] },
      { kind: 'test', name: 'rake test', run: 'bundle exec rake test', needs: ['test'] },
    ],
  },
  {
    files: ['*.sln', '*.slnx', '*.csproj', '*.fsproj'],
    setup: 'dotnet restore',
    checks: [
      { kind: 'build', name: 'dotnet build', run: 'dotnet build --no-restore' },
      { kind: 'test', name: 'dotnet test', run: 'dotnet test --no-restore' },
    ],
  },
  {
    files: ['mix.exs'],
    setup: 'mix deps.get',
    checks: [{ kind: 'test', name: 'mix test', run: 'mix test' }],
  },
  {
    files: ['Package.swift'],
    setup: 'swift package resolve',
    checks: [{ kind: 'test', name: 'swift test', run: 'swift test' }],
  },
  {
    files: ['deno.json', 'deno.jsonc'],
    setup: 'deno install',
    checks: [
      { kind: 'lint', name: 'deno lint', run: 'deno lint' },
      { kind: 'test', name: 'deno test', run: 'deno test' },
    ],
  },
]

/** Everything of the table that stands at the root; of several ways for one kind of check, the first. */
export function detectEcosystems(root: Root): Detected[] {
  const seen = new Set<string>()
  return ECOSYSTEMS.flatMap(({ files, setup, checks }) => {
    const file = findFile(root, files)
    const possible = checks.filter(({ needs }) => !needs || findFile(root, needs) !== undefined)
    const first = possible.filter((check) => possible.find(({ kind }) => kind === check.kind) === check)
    if (file === undefined || first.some(({ name }) => seen.has(name))) return []
    for (const { name } of first) seen.add(name)
    return [
      {
        setup,
        checks: first.map(({ needs: _, ...check }) => check),
        evidence: [`${file} stands at the root.`],
      },
    ]
  })
}

function findFile(root: Root, files: readonly string[]): string | undefined {
  return root.names.find((name) =>
    files.some((file) => (file.startsWith('*') ? name.endsWith(file.slice(1)) : name === file)),
  )
}
