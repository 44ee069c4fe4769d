import { userInfo } from 'node:os'
import { toText, type Value } from '../expressions/value.ts'
import { TRACKING } from '../process/end-orphans.ts'
import type { Settings } from '../settings.ts'
import type { Workplace } from './workplace.ts'

const PLATFORMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

/** The `runner` context. */
export function runnerContext(place: Workplace): Record<string, Value> {
  return {
    name: 'playground',
    os: PLATFORMS[process.platform] ?? process.platform,
    arch: process.arch.toUpperCase(),
    environment: 'self-hosted',
    temp: place.temp,
    tool_cache: place.tools,
    workspace: place.workspace.slice(0, place.workspace.lastIndexOf('/')),
  }
}

/** GITHUB_* and RUNNER_*, from the contexts they mirror. */
export function runnerVariables(
  github: Record<string, Value>,
  runner: Record<string, Value>,
  tracking: string,
): Record<string, string> {
  const texts = (prefix: string, context: Record<string, Value>) =>
    Object.entries(context)
      .filter(
        ([key, value]) =>
          key !== 'token' && key !== 'repositoryUrl' && (value === null || typeof value !== 'object'),
      )
      .map(([key, value]) => [`${prefix}${key.toUpperCase()}`, toText(value)] as const)
  return {
    ...Object.fromEntries([...texts('GITHUB_', github), ...texts('RUNNER_', runner)]),
    GITHUB_ACTIONS: 'true',
    [TRACKING]: tracking,
  }
}

/** What a process finds on a machine where nobody works: nothing of the playground's own environment. */
export function cleanEnvironment(settings: Settings, place: Workplace): Record<string, string> {
  const { username } = userInfo()
  return {
    ...settings.certificates,
    CI: 'true',
    HOME: place.home,
    LANG: 'C.UTF-8',
    LOGNAME: username,
    PATH: settings.path,
    SHELL: '/bin/bash',
    USER: username,
  }
}
