import type { AppConfig } from './config.ts'
import { EVENT_NAMES } from './index.ts'
import { createScope, type Scope } from './log/scope.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { openTracer } from './tracing/open-tracer.ts'
import type { Tracer } from './tracing/tracer.ts'

/** How a running app can be watched: what its lines are about, its traces, its numbers. */
export type Telemetry = { scope: Scope; tracer: Tracer; metrics: Metrics }

/** @param onError Traces could not be sent. */
export async function openTelemetry(
  { traces }: Pick<AppConfig, 'traces'>,
  onError: (error: unknown) => void,
): Promise<Telemetry> {
  const scope = createScope()
  const tracer = await openTracer(traces, { ids: scope.ids, onError })
  return { scope, tracer, metrics: createMetrics(EVENT_NAMES) }
}
