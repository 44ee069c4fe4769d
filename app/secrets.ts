import { createRedactor, type Known, type Redactor } from '../core/redact/redactor.ts'
import type { AppConfig } from './config.ts'

/** Everything the app must never say, and the one redactor that knows it. */
export type Secrets = Redactor & {
  /** A token of GitHub's that is good until then. Milliseconds since 1970. */
  lend: (known: Known, until: number) => void
}

/** Installation tokens that are known by their value; an older one is still known by its shape. */
const MOST = 400

export function createSecrets(own: readonly Known[], now: () => number): Secrets {
  let redactor = createRedactor(own)
  let lent = new Map<string, { known: Known; until: number }>()
  return {
    add: (known) => {
      own = [...own, known]
      redactor.add(known)
    },
    redact: (text) => redactor.redact(text),
    redactKnown: (text) => redactor.redactKnown(text),
    secretsIn: (text) => redactor.secretsIn(text),
    lend(known, until) {
      if (lent.has(known.value)) return
      lent.set(known.value, { known, until })
      redactor.add(known)
      if (lent.size <= MOST) return
      const live = [...lent].filter(([, one]) => one.until > now())
      lent = new Map(live.slice(-MOST / 2))
      redactor = createRedactor([...own, ...[...lent.values()].map((one) => one.known)])
    },
  }
}

/** What the operator gave the app to keep. */
export function secretsOfConfig(config: AppConfig): Known[] {
  const { privateKey, webhookSecret, models, metricsToken, operatorToken, traces, databaseUrl } = config
  return [
    { value: privateKey, what: "the App's private key" },
    { value: webhookSecret, what: 'webhook secret' },
    ...[...new Set(models.map(({ key }) => key))].map((value) => ({ value, what: 'provider key' })),
    ...(metricsToken === null ? [] : [{ value: metricsToken, what: 'metrics token' }]),
    ...(operatorToken === null ? [] : [{ value: operatorToken, what: 'operator token' }]),
    ...secretOfDatabase(databaseUrl),
    ...Object.values(traces?.headers ?? {}).flatMap(secretOfHeader),
  ]
}

/** The whole address is told nowhere, and its password not by itself either. */
function secretOfDatabase(url: string | null): Known[] {
  if (url === null) return []
  const password = decodeURIComponent(new URL(url).password)
  return [url, password].flatMap((value) => (value.length < 8 ? [] : [{ value, what: 'database password' }]))
}

/** "Bearer …" is known by what stands behind the scheme; a short value is no secret, and would be found everywhere. */
function secretOfHeader(header: string): Known[] {
  const value = header.replace(/^(?:Basic|Bearer|Api-Key)\s+/i, '')
  return value.length < 16 ? [] : [{ value, what: "key of the traces' collector" }]
}
