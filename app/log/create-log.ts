import { pino } from 'pino'
import type { AppConfig } from '../config.ts'
import type { Secrets } from '../secrets.ts'
import type { Tracer } from '../tracing/tracer.ts'
import { plainError } from './plain-error.ts'
import type { Scope } from './scope.ts'

type Options = {
  level: AppConfig['logLevel']
  secrets: Pick<Secrets, 'redact'>
  scope: Pick<Scope, 'ids'>
  tracer: Pick<Tracer, 'here'>
  /** File descriptor. */
  to: number
}

/** The app's log: one JSON a line, each with the ids of what it is about, and without a secret in any field. */
export function createLog({ level, secrets, scope, tracer, to }: Options): pino.Logger {
  return pino(
    {
      ...{ level, name: 'reins', serializers: { err: plainError, error: plainError } },
      mixin() {
        const trace = tracer.here()?.split('-')[1]
        return { ...scope.ids(), ...(trace && { trace }) }
      },
      hooks: { streamWrite: (line) => secrets.redact(line).text },
    },
    pino.destination({ dest: to, sync: true }),
  )
}
