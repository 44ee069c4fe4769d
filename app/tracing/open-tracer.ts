import type { OtlpTo, Tracing } from './otlp-tracer.ts'
import { NO_TRACER, type Tracer } from './tracer.ts'

/** Loads what traces only when there is somewhere to send them. */
export async function openTracer(to: OtlpTo | null, tracing: Tracing): Promise<Tracer> {
  if (to === null) return NO_TRACER
  const { createOtlpTracer } = await import('./otlp-tracer.ts')
  return createOtlpTracer(to, tracing)
}
