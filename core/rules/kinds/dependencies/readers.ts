import { readCargoLock, readCargoToml } from './cargo.ts'
import { readComposerJson, readComposerLock } from './composer.ts'
import type { ReadDependencies } from './dependency.ts'
import { readGoMod, readGoSum } from './go.ts'
import { readGradle, readGradleCatalog, readGradleLock } from './gradle.ts'
import { readNpmLock } from './npm-lock.ts'
import { readDenoJson, readNpmrc, readNpmWorkspace, readPackageJson } from './npm-manifest.ts'
import {
  readDockerfile,
  readMixExs,
  readMixLock,
  readNugetLock,
  readPreCommit,
  readPubspec,
  readPubspecLock,
  readSwiftPackage,
  readSwiftResolved,
} from './other-manifests.ts'
import { readBunLock, readDenoLock, readPnpmLock } from './pnpm-lock.ts'
import { readPipfileLock, readPythonLock } from './python-locks.ts'
import { readPipfile, readPyproject } from './python-manifest.ts'
import { readRequirements } from './requirements.ts'
import { readGemfile, readGemfileLock, readGemspec } from './ruby.ts'
import { readSetupCfg, readSetupPy } from './setup-files.ts'
import { readMsbuild, readNugetConfig, readPom } from './xml.ts'
import { readYarnLock } from './yarn-lock.ts'

/** `ecosystem` and `locked`: between files of one ecosystem a name can move without being new. */
export type Reader = { ecosystem: string; locked: boolean; read: ReadDependencies }

const unreadable: ReadDependencies = () => null

/** Names of files in lower case → who reads them. The first that fits counts. */
const MANIFESTS: readonly [ecosystem: string, name: RegExp, read: ReadDependencies][] = [
  ['npm', /(^|\/)package\.json$/, readPackageJson],
  ['npm', /(^|\/)(pnpm-workspace\.ya?ml|\.yarnrc\.yml)$/, readNpmWorkspace],
  ['npm', /(^|\/)\.npmrc$/, readNpmrc],
  ['npm', /(^|\/)(deno\.jsonc?|import_?map\.json)$/, readDenoJson],
  ['python', /(^|\/)pyproject\.toml$/, readPyproject],
  [
    'python',
    /(^|\/)([\w.-]*(requirements|constraints)[\w.-]*|requirements\/[\w.-]+)\.(txt|in)$/,
    readRequirements,
  ],
  ['python', /(^|\/)pipfile$/, readPipfile],
  ['python', /(^|\/)setup\.cfg$/, readSetupCfg],
  ['python', /(^|\/)setup\.py$/, readSetupPy],
  ['go', /(^|\/)go\.mod$/, readGoMod],
  ['cargo', /(^|\/)cargo\.toml$/, readCargoToml],
  ['ruby', /(^|\/)(gemfile|gems\.rb|[\w.-]+\.gemfile)$/, readGemfile],
  ['ruby', /\.gemspec$/, readGemspec],
  ['composer', /(^|\/)composer\.json$/, readComposerJson],
  ['java', /(^|\/)pom\.xml$/, readPom],
  ['java', /\.gradle(\.kts)?$/, readGradle],
  ['java', /\.versions\.toml$/, readGradleCatalog],
  [
    'nuget',
    /(\.(cs|fs|vb)proj|(^|\/)(directory\.(packages|build)\.(props|targets)|packages\.config))$/,
    readMsbuild,
  ],
  ['nuget', /(^|\/)nuget\.config$/, readNugetConfig],
  ['pub', /(^|\/)pubspec\.ya?ml$/, readPubspec],
  ['swift', /(^|\/)package(@swift-[\d.]+)?\.swift$/, readSwiftPackage],
  ['hex', /(^|\/)mix\.exs$/, readMixExs],
  ['docker', /(^|\/)((docker|container)file[^/]*|[^/]+\.dockerfile)$/, readDockerfile],
  ['pre-commit', /(^|\/)\.pre-commit-config\.ya?ml$/, readPreCommit],
]

const LOCKFILES: readonly [ecosystem: string, name: RegExp, read: ReadDependencies][] = [
  ['npm', /(^|\/)(package-lock|npm-shrinkwrap)\.json$/, readNpmLock],
  ['npm', /(^|\/)yarn\.lock$/, readYarnLock],
  ['npm', /(^|\/)pnpm-lock\.ya?ml$/, readPnpmLock],
  ['npm', /(^|\/)bun\.lock$/, readBunLock],
  ['npm', /(^|\/)bun\.lockb$/, unreadable],
  ['npm', /(^|\/)deno\.lock$/, readDenoLock],
  ['python', /(^|\/)(poetry|uv|pdm)\.lock$|(^|\/)pylock(\.[\w-]+)?\.toml$/, readPythonLock],
  ['python', /(^|\/)pipfile\.lock$/, readPipfileLock],
  ['go', /(^|\/)go(\.work)?\.sum$/, readGoSum],
  ['cargo', /(^|\/)cargo\.lock$/, readCargoLock],
  ['ruby', /(^|\/)(gemfile\.lock|gems\.locked)$/, readGemfileLock],
  ['composer', /(^|\/)composer\.lock$/, readComposerLock],
  ['java', /(^|\/)(gradle|buildscript-gradle)\.lockfile$/, readGradleLock],
  ['nuget', /(^|\/)packages\.lock\.json$/, readNugetLock],
  ['pub', /(^|\/)pubspec\.lock$/, readPubspecLock],
  ['swift', /(^|\/)package\.resolved$/, readSwiftResolved],
  ['hex', /(^|\/)mix\.lock$/, readMixLock],
]

/** Who reads the file at a path; null: it is neither a manifest nor a lockfile. */
export function readerOf(path: string): Reader | null {
  const lower = path.toLowerCase()
  for (const [ecosystem, name, read] of LOCKFILES)
    if (name.test(lower)) return { ecosystem, locked: true, read }
  for (const [ecosystem, name, read] of MANIFESTS)
    if (name.test(lower)) return { ecosystem, locked: false, read }
  return null
}
