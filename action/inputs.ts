import { secretsOfEnvironment } from '../core/redact/environment.ts'
import type { Known } from '../core/redact/redactor.ts'
import { type DispatchInput, dispatchInputSchema } from '../core/run/run-api.ts'
import type { GitEnvironment } from './git/git.ts'
import type { Machine } from './sandbox/isolation/machine.ts'
import { machineOf } from './sandbox/isolation/machine-of.ts'

/** Everything the action takes from its environment, read once. */
export type Inputs = {
  run: DispatchInput
  /** Reads the base commit; nothing else is done with it. */
  token: string
  /** https://github.com, or the address of a GitHub Enterprise Server. */
  serverUrl: string
  /** The job's temporary folder, emptied by the runner before and after the job. */
  temp: string
  /** The job may ask for a token that says which run it is. */
  mayIdentify: boolean
  /** What git may see. */
  git: GitEnvironment
  /** What the tools' walls are built from and around. */
  machine: Machine
}

/** Values of the environment that may be seen nowhere; also when the inputs are broken. */
export function readSecrets(env: Environment): Known[] {
  return secretsOfEnvironment(env)
}

type Environment = Record<string, string | undefined>

/** @returns the inputs, or a sentence for each that is missing or wrong. */
export function readInputs(
  env: Environment,
): { kind: 'ok'; inputs: Inputs } | { kind: 'broken'; problems: string[] } {
  const problems: string[] = []
  const need = (name: string, otherwise: string) => {
    const value = env[name]?.trim() ?? ''
    if (value === '') problems.push(otherwise)
    return value
  }
  const run = readRun(env.INPUT_RUN ?? '')
  if (typeof run === 'string') problems.push(run)
  const token = need(
    'INPUT_TOKEN',
    'The input `token` is empty: leave it out, and the job uses its own token.',
  )
  const serverUrl = need('GITHUB_SERVER_URL', OUTSIDE('GITHUB_SERVER_URL'))
  const temp = need('RUNNER_TEMP', OUTSIDE('RUNNER_TEMP'))
  const path = need('PATH', OUTSIDE('PATH'))
  if (typeof run === 'string' || problems.length > 0) return { kind: 'broken', problems }
  const mayIdentify = Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN)
  return {
    kind: 'ok',
    inputs: {
      run,
      token,
      serverUrl: serverUrl.replace(/\/+$/, ''),
      temp,
      mayIdentify,
      git: network(env, path),
      machine: machineOf(env, { path, temp }),
    },
  }
}

const OUTSIDE = (name: string) => `${name} is not set: this runs as a step of a GitHub Actions job.`

function readRun(text: string): DispatchInput | string {
  const found = dispatchInputSchema.safeParse(fromJson(text))
  if (!found.success)
    return 'The input `run` is not what the app writes. Do not start this workflow by hand: comment on the issue instead.'
  const { protocol, hostname } = new URL(found.data.server)
  if (protocol === 'https:' || LOOPBACK.has(hostname)) return found.data
  return `The app's address ${found.data.server} is not https, and tokens are sent there. Give the app an https address.`
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // The schema says the rest.
  }
}

/** Proxies and certificates of self-hosted runners, under the names git and curl know. */
function network(env: Environment, path: string): GitEnvironment {
  const names = [
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'all_proxy',
    'ssl_cert_file',
    'ssl_cert_dir',
    'git_ssl_cainfo',
  ]
  const both = names.flatMap((name) => [name, name.toUpperCase()])
  return Object.fromEntries([
    ['PATH', path],
    ...both.flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  ])
}
