import { z } from 'zod'
import { REUSABLE_WORKFLOW } from '../../core/harness/caller-workflow.ts'
import type { Places } from '../../core/queue/places.ts'

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

/** Variables that each stand for themselves; what is wrong with one is a sentence that says what to set. */
export const plainSchema = z.object({
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
