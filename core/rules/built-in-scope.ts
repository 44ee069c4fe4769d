/** What no configuration takes away, as gitignore globs. */

/** The App has no `workflows` permission: GitHub refuses every commit that touches these. */
export const ALWAYS_DENIED: readonly string[] = ['.github/workflows/**']

/** A person must approve changes of these; `what` completes "It is …". */
export const ALWAYS_PROTECTED: readonly { what: string; globs: readonly string[] }[] = [
  {
    what: 'something agents are told',
    globs: [
      ...[
        'AGENTS.md',
        'AGENTS.override.md',
        'CLAUDE.md',
        'CLAUDE.local.md',
        'GEMINI.md',
        'QWEN.md',
        'SKILL.md',
      ],
      ...[
        'copilot-instructions.md',
        '.cursorrules',
        '.windsurfrules',
        '.clinerules',
        '.roorules',
        '.goosehints',
      ],
      ...['.aider*', '.mcp.json', '**/.github/instructions/**'],
      ...['**/.agents/**', '**/.claude/**', '**/.codex/**', '**/.cursor/**', '**/.gemini/**'],
    ],
  },
  {
    what: 'a lockfile, so it decides what is installed',
    globs: [
      ...[
        'package-lock.json',
        'npm-shrinkwrap.json',
        'yarn.lock',
        'pnpm-lock.yaml',
        'bun.lock',
        'bun.lockb',
        'deno.lock',
      ],
      ...[
        'poetry.lock',
        'uv.lock',
        'pdm.lock',
        'Pipfile.lock',
        'pylock.toml',
        'pylock.*.toml',
        'conda-lock.yml',
        'pixi.lock',
      ],
      ...[
        'go.sum',
        'go.work.sum',
        'Cargo.lock',
        'Gemfile.lock',
        'gems.locked',
        'composer.lock',
        'mix.lock',
        'rebar.lock',
      ],
      ...[
        'gradle.lockfile',
        'buildscript-gradle.lockfile',
        'packages.lock.json',
        'paket.lock',
        'pubspec.lock',
      ],
      ...[
        'Podfile.lock',
        'Package.resolved',
        'Cartfile.resolved',
        'flake.lock',
        'stack.yaml.lock',
        'cabal.project.freeze',
      ],
      ...[
        'Chart.lock',
        '.terraform.lock.hcl',
        'MODULE.bazel.lock',
        'Manifest.toml',
        'renv.lock',
        'conan.lock',
        'elm.lock',
      ],
      ...['shard.lock', '**/gradle/verification-metadata.xml'],
    ],
  },
  {
    what: 'read by git, a package manager or a hook without anybody asking',
    globs: [
      ...['.gitmodules', '.gitattributes', '.npmrc', '.yarnrc', '.yarnrc.yml', '.pnpmfile.cjs', '.envrc'],
      ...[
        '.pre-commit-config.y*ml',
        '.pre-commit-hooks.yaml',
        'lefthook.*',
        'lefthook-local.*',
        '.lefthook*',
      ],
      ...['**/.husky/**', '.huskyrc*', '**/.githooks/**', '.overcommit.yml', '.lintstagedrc*'],
      ...['simple-git-hooks.*', '.simple-git-hooks.*', '.pnp.*', '**/.yarn/**', '**/.cargo/**'],
      ...['.devcontainer.json', '.gitpod.yml', 'mise.toml', '.mise.toml'],
    ],
  },
  {
    what: 'part of how the repository is run and reviewed',
    globs: ['.github/**', 'CODEOWNERS', '/.*/**'],
  },
]
