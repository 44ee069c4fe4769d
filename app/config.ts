import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { REUSABLE_WORKFLOW } from '../core/harness/caller-workflow.ts'
import type { Places } from '../core/queue/places.ts'
import type { Assignment } from '../core/run/assignment.ts'
import { DEFAULT_LIMITS, type Limits, limitsSchema } from '../core/run/limits.ts'
import { type GitHubAddresses, githubAddresses } from './config/addresses.ts'
import { readModels, type ServedModel } from './config/models.ts'
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

const token = (name: string) =>
  z.string().regex(/^[\x21-\x7e]{16,200}$/, {
    error: `${name} is too short to be secret, or no token: set 16 to 200 letters, digits and signs without spaces.`,
  })

const address = (name: string) =>
  z.url({ protocol: /^https?$/, error: `Set ${name} to an address that begins with https://.` })
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

const INSTANCES = 'Set REINS_INSTANCES to how many processes of this App run side by side, from 1 to 50.'

const PLACES =
  'Set REINS_PLACES to how many runs may be under way at once in a repository, an installation and in all, like 10/20/100.'

const KEEP = 'Set REINS_KEEP to how many days reports and deliveries are kept, from 4 to 3650.'

const DATABASE =
  'Set DATABASE_URL to a Postgres, like postgres://user:password@host:5432/reins, or to nothing for the embedded one.'

const plainSchema = z.object({
  APP_ID: z.coerce
    .number({ error: 'Set APP_ID to the App’s number, from its settings page.' })
    .int({ error: 'Set APP_ID to the App’s number, from its settings page.' })
    .positive({ error: 'Set APP_ID to the App’s number, from its settings page.' }),
  WEBHOOK_SECRET: z
    .string({ error: 'Set WEBHOOK_SECRET to the secret of the App’s webhook, at least 16 characters.' })
    .min(16, {
      error:
        'WEBHOOK_SECRET is too short to be secret: set at least 16 characters, here and on the App’s settings page.',
    }),
  REINS_URL: z
    .url({
      protocol: /^https?$/,
      error: 'Set REINS_URL to the public https:// address of this app; runners call it.',
    })
    .refine((url) => url.startsWith('https:') || loopback.test(new URL(url).hostname), {
      error: 'REINS_URL has to begin with https://: run tokens and code travel to it.',
    }),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce
    .number({ error: 'Set PORT to a number from 0 to 65535.' })
    .int({ error: 'Set PORT to a number from 0 to 65535.' })
    .min(0, { error: 'Set PORT to a number from 0 to 65535.' })
    .max(65_535, { error: 'Set PORT to a number from 0 to 65535.' })
    .default(3_000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: DATABASE }).optional(),
  REINS_DATA: z.string().default('./data'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
      error: 'Set LOG_LEVEL to trace, debug, info, warn, error or fatal.',
    })
    .default('info'),
  GITHUB_SERVER_URL: address('GITHUB_SERVER_URL').optional(),
  GITHUB_API_URL: address('GITHUB_API_URL').optional(),
  OPENAI_BASE_URL: address('OPENAI_BASE_URL').optional(),
  METRICS_TOKEN: token('METRICS_TOKEN').optional(),
  OPERATOR_TOKEN: token('OPERATOR_TOKEN').optional(),
  REINS_SANDBOX: z
    .enum(['required', 'off'], {
      error:
        'Set REINS_SANDBOX to required, or to off when every runner is a machine that nothing is lost with.',
    })
    .default('required'),
  REINS_INSTANCES: z.coerce
    .number({ error: INSTANCES })
    .int({ error: INSTANCES })
    .min(1, { error: INSTANCES })
    .max(50, { error: INSTANCES })
    .default(1),
  REINS_PLACES: z
    .string()
    .regex(/^[1-9]\d{0,4}\/[1-9]\d{0,4}\/[1-9]\d{0,4}$/, { error: PLACES })
    .default('10/20/100')
    .transform((text): Places => {
      const [repository = 1, installation = 1, all = 1] = text.split('/').map(Number)
      return { repository, installation, all }
    }),
  REINS_KEEP: z.coerce
    .number({ error: KEEP })
    .int({ error: KEEP })
    .min(4, { error: KEEP })
    .max(3_650, { error: KEEP })
    .default(30),
  REINS_WORKFLOW: z
    .string()
    .default(`${REUSABLE_WORKFLOW}@refs/tags/v1*,${REUSABLE_WORKFLOW}@refs/heads/main`)
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine((list) => list.every((one) => /^[^/@\s]+\/[^/@\s]+\/[^@\s*]+@[^@\s*]+\*?$/.test(one)), {
      error:
        'Set REINS_WORKFLOW to owner/name/.github/workflows/file.yml@refs/tags/v1, several separated by commas.',
    }),
})

function readLimits(text: string | undefined): { limits: Limits; problems: string[] } {
  if (!text) return { limits: DEFAULT_LIMITS, problems: [] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { limits: DEFAULT_LIMITS, problems: [`REINS_LIMITS is not JSON: ${(error as Error).message}.`] }
  }
  const parsed = limitsSchema.partial().safeParse(json)
  if (parsed.success) return { limits: { ...DEFAULT_LIMITS, ...definedOnly(parsed.data) }, problems: [] }
  const problems = parsed.error.issues.map(
    ({ path, message }) => `REINS_LIMITS: ${path.join('.') || 'the value'}: ${message}.`,
  )
  return { limits: DEFAULT_LIMITS, problems }
}

function definedOnly(limits: { [name in keyof Limits]?: number | undefined }): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
