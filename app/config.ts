import { readFileSync } from 'node:fs'
import type { Places } from '../core/queue/places.ts'
import type { Assignment } from '../core/run/assignment.ts'
import type { Limits } from '../core/run/limits.ts'
import { type GitHubAddresses, githubAddresses } from './config/addresses.ts'
import { readLimits } from './config/limits.ts'
import { readModels, type ServedModel } from './config/models.ts'
import { plainSchema } from './config/plain.ts'
import { readPrivateKey } from './config/private-key.ts'
import { readTraces } from './config/traces.ts'
import type { OtlpTo } from './tracing/otlp-tracer.ts'

export type AppConfig = {
  appId: number
  privateKey: string
  webhookSecret: string
  /** Runners call it, and their OIDC tokens are made for it. Null: what it listens on (tests). */
  publicUrl: string | null
  host: string
  /** 0: any free one. */
  port: number
  /** A Postgres; null: the embedded one, in `dataFolder`. */
  databaseUrl: string | null
  dataFolder: string
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
  github: GitHubAddresses
  /** `owner/name/path@ref` of workflows whose runs are trusted; a `*` may end the ref. */
  workflows: string[]
  models: ServedModel[]
  /** Whether the tools must run apart from the runner; off only for runners that are nothing but a sandbox already. */
  sandbox: Assignment['sandbox']
  /** The most a run may take, whatever a repository says. */
  limits: Limits
  /** Processes of this App that share GitHub's limits. */
  instances: number
  /** Runs at once; more wait in line. */
  places: Places
  /** How long what is over is kept, reports and deliveries; runs and what they cost stay. Days. */
  keepDays: number
  /** What reads the metrics from another machine; null: only this one may. */
  metricsToken: string | null
  /** What reads the ledger; null: nobody may. */
  operatorToken: string | null
  /** Where traces go; null: nothing is traced. */
  traces: OtlpTo | null
}

/** `secrets`: variables that hold one, to be taken out of the environment. */
export type ReadConfig =
  | { kind: 'ok'; config: AppConfig; secrets: string[] }
  | { kind: 'broken'; problems: string[] }

/** What the operator set. Every problem is a sentence that says what to set; all of them at once. */
export function readConfig(
  env: Record<string, string | undefined>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): ReadConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const plain = plainSchema.safeParse(set)
  const key = readPrivateKey({ text: set.PRIVATE_KEY, path: set.PRIVATE_KEY_PATH, readFile })
  const limits = readLimits(set.REINS_LIMITS)
  const traces = readTraces(set)
  const served = readModels(set)
  const problems = [
    ...(plain.success ? [] : plain.error.issues.map((issue) => issue.message)),
    ...(key.kind === 'ok' ? [] : [key.problem]),
    ...limits.problems,
    ...traces.problems,
    ...served.problems,
  ]
  if (!plain.success || key.kind === 'broken' || problems.length > 0) return { kind: 'broken', problems }
  const { APP_ID, WEBHOOK_SECRET, REINS_URL, HOST, PORT, LOG_LEVEL } = plain.data
  const { REINS_WORKFLOW, REINS_SANDBOX, REINS_INSTANCES } = plain.data
  return {
    kind: 'ok',
    secrets: [...SECRETS, ...served.keys],
    config: {
      appId: APP_ID,
      privateKey: key.pem,
      webhookSecret: WEBHOOK_SECRET,
      publicUrl: REINS_URL.replace(/\/+$/, ''),
      host: HOST,
      port: PORT,
      databaseUrl: plain.data.DATABASE_URL ?? null,
      dataFolder: plain.data.REINS_DATA,
      logLevel: LOG_LEVEL,
      github: githubAddresses(plain.data.GITHUB_SERVER_URL, plain.data.GITHUB_API_URL),
      workflows: REINS_WORKFLOW,
      sandbox: REINS_SANDBOX,
      models: served.models,
      limits: limits.limits,
      instances: REINS_INSTANCES,
      places: plain.data.REINS_PLACES,
      keepDays: plain.data.REINS_KEEP,
      metricsToken: plain.data.METRICS_TOKEN ?? null,
      operatorToken: plain.data.OPERATOR_TOKEN ?? null,
      traces: traces.to,
    },
  }
}

const SECRETS = [
  'PRIVATE_KEY',
  'WEBHOOK_SECRET',
  'DATABASE_URL',
  'METRICS_TOKEN',
  'OPERATOR_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
]
