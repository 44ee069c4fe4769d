import { z } from 'zod'
import type { OtlpTo } from '../tracing/otlp-tracer.ts'

const endpointSchema = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).username === '' && new URL(url).search === '')

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/: the settings every collector's documentation names. */
export function readTraces(env: Record<string, string | undefined>): {
  to: OtlpTo | null
  problems: string[]
} {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: given } = env
  if (endpoint === undefined) return { to: null, problems: [] }
  const headers = readHeaders(given ?? '')
  const problems = [
    ...(endpointSchema.safeParse(endpoint).success
      ? []
      : [
          'Set OTEL_EXPORTER_OTLP_ENDPOINT to the address of an OTLP collector, like http://127.0.0.1:4318, without /v1/traces and without a key in it.',
        ]),
    ...(headers === null
      ? [
          'Set OTEL_EXPORTER_OTLP_HEADERS to name=value, several separated by commas; a value is percent-encoded.',
        ]
      : []),
  ]
  if (problems.length > 0 || headers === null) return { to: null, problems }
  return { to: { endpoint: endpoint.replace(/\/+$/, ''), headers }, problems: [] }
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables */
function readHeaders(text: string): Record<string, string> | null {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  const headers: Record<string, string> = {}
  for (const pair of pairs) {
    const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? []
    if (name === undefined || value === undefined) return null
    try {
      headers[name] = decodeURIComponent(value)
    } catch {
      return null // A lone percent sign.
    }
  }
  return headers
}
