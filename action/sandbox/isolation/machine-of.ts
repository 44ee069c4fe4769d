import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { certificatesOf } from '../../../core/run/certificates.ts'
import type { Machine } from './machine.ts'
import { toolHomesOf } from './tool-homes.ts'

type Environment = Record<string, string | undefined>

/** @param env Of a job. */
export function machineOf(env: Environment, { path, temp }: { path: string; temp: string }): Machine {
  const toolCache = env.RUNNER_TOOL_CACHE ?? ''
  return {
    uid: process.getuid?.() ?? -1,
    gid: process.getgid?.() ?? -1,
    path,
    home: resolve(env.HOME ?? homedir()),
    forbidden: forbidden(env, temp),
    toolCache: toolCache.startsWith('/') ? resolve(toolCache) : null,
    toolHomes: toolHomesOf(env),
    certificates: certificatesOf(env),
    hosted: env.RUNNER_ENVIRONMENT === 'github-hosted',
  }
}

/** The runner's own folders; its work folder is above the workspace of the job and the temporary one. */
function forbidden(env: Environment, temp: string): string[] {
  const work = env.RUNNER_WORKSPACE === undefined ? [] : [dirname(env.RUNNER_WORKSPACE)]
  const named = [temp, env.GITHUB_WORKSPACE, env.RUNNER_WORKSPACE, ...work]
  return [...new Set(named.flatMap((one) => (one?.startsWith('/') ? [resolve(one)] : [])))]
}
