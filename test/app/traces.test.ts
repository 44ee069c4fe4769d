import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openTracer } from '../../app/tracing/open-tracer.ts'
import { NO_TRACER } from '../../app/tracing/tracer.ts'
import { aWholeStory, CANARIES } from './a-whole-story.ts'
import { begin } from './kit.ts'

/** Traces, as a collector gets them over OTLP/HTTP. */

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number }
type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: Value }[]
  status: { code?: number; message?: string }
}
function fail(error: unknown): void {
  throw error
}
type Export = { resourceSpans: { resource: unknown; scopeSpans: { spans: Span[] }[] }[] }

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** A collector on this machine; keeps every body it gets. */
async function collector(status = 200) {
  const got: { path: string; headers: NodeJS.Dict<string | string[]>; text: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, text: Buffer.concat(chunks).toString() })
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const spans = () =>
    got
      .flatMap(({ text }) => (JSON.parse(text) as Export).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans)
      .flatMap((one) => one.spans)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got, spans }
}

test('from the webhook to the publication it is one trace, also where the runner comes in between', async () => {
  const to = await collector()
  const { story, runner } = await aWholeStory({
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${to.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a-key-of-the-collector',
    },
  })
  await story.app.close()
  expect(to.got[0]).toMatchObject({
    path: '/v1/traces',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-key-of-the-collector' },
  })
  const spans = to.spans()
  const claim = spans.find(({ name }) => name === 'claim')
  const trace = spans.filter(({ traceId }) => traceId === claim?.traceId)
  const pathOf = ({ parentSpanId, name }: Span): string => {
    const parent = trace.find(({ spanId }) => spanId === parentSpanId)
    return parent === undefined ? name : `${pathOf(parent)} > ${name}`
  }
  const paths = new Set(trace.map(pathOf))
  for (const path of [
    'webhook',
    'webhook > job',
    'webhook > job > decide',
    'webhook > job > github request',
    'webhook > job > dispatch',
    'webhook > job > dispatch > github request',
    'webhook > job > claim',
    'webhook > job > claim > github request',
    'webhook > job > model call',
    'webhook > job > report',
    'webhook > job > report > publish',
    'webhook > job > report > publish > github request',
  ])
    expect(paths).toContain(path)
  expect(trace.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name)).toEqual(['webhook'])
  const said = (span: Span | undefined) =>
    Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]))
  expect(said(claim)).toMatchObject({ 'reins.run': runner.key, 'reins.installation': story.installation })
  expect(said(trace.find(({ name }) => name === 'model call'))).toMatchObject({
    'gen_ai.request.model': 'gpt-5.5',
    'gen_ai.usage.output_tokens': expect.any(Number),
  })
  expect(said(trace.find(({ name }) => name === 'decide'))).toMatchObject({ 'reins.decision': 'dispatch' })
  const text = to.got.map((one) => one.text).join('')
  for (const canary of [...Object.values(CANARIES), 'acme', 'cart.js']) expect(text).not.toContain(canary)
  for (const secret of ['sk-operator', runner.token, 'a-key-of-the-collector'])
    expect(text).not.toContain(secret)
})

test.each([
  ['that refuses everything', async () => (await collector(400)).url],
  ['that is not there', async () => 'http://127.0.0.1:9'],
])('a collector %s holds nothing up', async (_which, where) => {
  const log = join(mkdtempSync(join(tmpdir(), 'reins-log-')), 'log')
  const logTo = openSync(log, 'a')
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: await where(), LOG_LEVEL: 'warn' }
  const story = await begin({ variables, logTo })
  await story.comments('ada', '/agent implement')
  expect(story.replies()).toEqual([expect.stringContaining('**Started.**')])
  await story.app.close()
  closeSync(logTo)
  expect(readFileSync(log, 'utf8').match(/traces were not sent/g)).toHaveLength(1)
})

test('what fails is marked, by its kind alone, and fails as before', async () => {
  const to = await collector()
  const tracer = await openTracer(
    { endpoint: to.url, headers: {} },
    { ids: () => ({ run: 'k' }), onError: fail },
  )
  const failure = Object.assign(new Error(CANARIES.comment), { status: 404 })
  await expect(
    tracer.span('outer', {}, () =>
      tracer.span('inner', {}, async () => {
        throw failure
      }),
    ),
  ).rejects.toBe(failure)
  expect(tracer.here()).toBeNull()
  await tracer.close()
  expect(to.spans().map(({ name, status }) => [name, status.code])).toEqual([
    ['inner', 2],
    ['outer', 2],
  ])
  expect(to.got[0]?.text).toContain('"error.type"')
  expect(to.got[0]?.text).not.toContain(CANARIES.comment)
})

test('a trace goes on from what another process wrote down; what is no traceparent begins a new one', async () => {
  const to = await collector()
  const tracer = await openTracer({ endpoint: to.url, headers: {} }, { ids: () => ({}), onError: fail })
  const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  const here = await tracer.span('goes on', { parent }, async () => tracer.here())
  expect(here).toMatch(new RegExp(`^00-${'a'.repeat(32)}-[0-9a-f]{16}-01$`))
  await tracer.span('begins', { parent: 'a stranger’s' }, async () => undefined)
  await tracer.close()
  const [on, anew] = to.spans()
  expect(on).toMatchObject({ traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) })
  expect(anew?.parentSpanId ?? '').toBe('')
})

test('without an address nothing of it is there', async () => {
  expect(await openTracer(null, { ids: () => ({}), onError: fail })).toBe(NO_TRACER)
  expect(await NO_TRACER.span('x', {}, async () => NO_TRACER.here())).toBeNull()
})
