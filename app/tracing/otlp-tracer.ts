import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Attributes, Tracer } from './tracer.ts'

export type OtlpTo = {
  /** Without `/v1/traces`. */
  endpoint: string
  headers: Record<string, string>
}

export type Tracing = {
  /** What each span is about. */
  ids: () => object
  /** The collector does not take what it is sent; once, until it does again. */
  onError: (error: unknown) => void
}

/** Milliseconds. A collector that is away costs nobody more than this at the end. */
const EXPORT_WITHIN = 5_000

/** Sends spans to an OTLP collector, in batches, over HTTP as JSON. What it does not take is lost; the app goes on. */
export function createOtlpTracer({ endpoint, headers }: OtlpTo, { ids, onError }: Tracing): Tracer {
  const url = `${endpoint}/v1/traces`
  const exporter = tellingExporter(
    new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_WITHIN }),
    onError,
  )
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'reins' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_WITHIN })],
  })
  const spans = provider.getTracer('reins')
  const around = new AsyncLocalStorage<Span>()

  return {
    async span(name, { attributes = {}, parent }, work) {
      const within = parentOf(parent, around.getStore())
      const span = spans.startSpan(name, { attributes: { ...named(ids()), ...attributes } }, within)
      try {
        return await around.run(span, () => work((more) => span.setAttributes(more)))
      } catch (error) {
        // What it says may be somebody's words.
        const { name: type, status } = error as { name?: string; status?: unknown }
        span.setAttributes({ 'error.type': typeof status === 'number' ? String(status) : (type ?? 'Error') })
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    here() {
      const span = around.getStore()?.spanContext()
      if (span === undefined) return null
      const flags = span.traceFlags.toString(16).padStart(2, '0')
      return `00-${span.traceId}-${span.spanId}-${flags}`
    },
    // What could not be sent at the end was told.
    close: () => provider.shutdown().catch(() => undefined),
  }
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

function parentOf(parent: string | null | undefined, around: Span | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(parent ?? '') ?? []
  if (traceId !== undefined && spanId !== undefined && flags !== undefined)
    return trace.setSpanContext(ROOT_CONTEXT, {
      ...{ traceId, spanId, isRemote: true, traceFlags: Number.parseInt(flags, 16) },
    })
  return around === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, around)
}

function named(ids: object): Attributes {
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [`reins.${name}`, value]))
}

function tellingExporter(exporter: SpanExporter, onError: Tracing['onError']): SpanExporter {
  let failing = false
  return {
    export: (batch, done) =>
      exporter.export(batch, (result) => {
        // https://github.com/open-telemetry/opentelemetry-js: ExportResultCode.SUCCESS
        const failed = Number(result.code) !== 0
        if (failed && !failing) onError(result.error)
        failing = failed
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
}
