import { withoutComments } from '../source/without-comments.ts'
import { type Dependency, packageOf } from './dependency.ts'
import { at, entriesOf, parseToml, textOf } from './parsed.ts'
import { registryOf } from './python-requirement.ts'

const CONFIGURATION =
  /(?:^|[\s;{])(\w*(?:implementation|api|compileOnly|runtimeOnly|annotationProcessor|kapt|ksp|classpath|compile|runtime|detektPlugins|coreLibraryDesugaring))[\s(]+(?:(?:platform|enforcedPlatform|testFixtures)\s*\(\s*)?(.*)$/i

/** build.gradle and build.gradle.kts: dependencies written as text, by the catalog, and plugins. */
export function readGradle(text: string): Dependency[] {
  return withoutComments(text, 'build.gradle')
    .split('\n')
    .flatMap((written) => {
      const line = written.slice(0, 2_000)
      const plugin = /(?:^|[\s;{])id[\s(]+(["'])([\w.-]+)\1\)?(?:\s+version[\s(]+["']([^"']+))?/.exec(line)
      if (plugin) return plugin[3] ? [packageOf(plugin[2]!, plugin[3])] : []
      const repository = /(?:^|[\s;{(])url\s*[=(]?\s*(?:uri\(\s*)?["'](https?:[^"']+)["']/.exec(line)
      if (repository) return registryOf(repository[1]!)
      const target = CONFIGURATION.exec(line)?.[2]
      return target === undefined ? [] : readTarget(target)
    })
}

function readTarget(target: string): Dependency[] {
  const notation = /^["']([\w.-]+:[\w.-]+)(?::([^"'@:]+))?/.exec(target)
  if (notation) return [packageOf(notation[1]!, notation[2] ?? null)]
  const map =
    /^group\s*[:=]\s*["']([^"']+)["'],\s*name\s*[:=]\s*["']([^"']+)["'](?:,\s*version\s*[:=]\s*["']([^"']+))?/.exec(
      target,
    )
  if (map) return [packageOf(`${map[1]}:${map[2]}`, map[3] ?? null)]
  const catalog = /^(libs\.[\w.]+)/.exec(target)
  if (catalog) return [packageOf(catalog[1]!.replace(/\.get$/, ''), null)]
  const kotlin = /^kotlin\(\s*["']([\w-]+)["']/.exec(target)
  if (kotlin) return [packageOf(`org.jetbrains.kotlin:kotlin-${kotlin[1]}`, null)]
  const files = /^(?:files|fileTree)\s*\(\s*(.+?)\)?\s*$/.exec(target)
  return files ? [packageOf(`files ${files[1]}`, null)] : []
}

/** libs.versions.toml: libraries and plugins of a version catalog. */
export function readGradleCatalog(text: string): Dependency[] | null {
  const parsed = parseToml(text)
  if (!parsed) return null
  return ['libraries', 'plugins'].flatMap((table) =>
    entriesOf(at(parsed.value, table)).flatMap(([, spec]) => {
      const short = textOf(spec)?.split(':')
      const version = textOf(at(spec, 'version'))
      if (short)
        return [
          packageOf(table === 'plugins' ? short[0]! : short.slice(0, 2).join(':'), short.at(-1) ?? null),
        ]
      const group = textOf(at(spec, 'group'))
      const name =
        textOf(at(spec, 'module')) ??
        textOf(at(spec, 'id')) ??
        (group && `${group}:${textOf(at(spec, 'name'))}`)
      return name ? [packageOf(name, version)] : []
    }),
  )
}

/** gradle.lockfile: `group:name:version=configurations` */
export function readGradleLock(text: string): Dependency[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^([^#:=\s]+:[^:=\s]+):([^:=\s]+)=/.exec(line)
    return found ? [packageOf(found[1]!, found[2]!)] : []
  })
}
