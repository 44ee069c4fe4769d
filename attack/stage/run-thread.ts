import { isDeepStrictEqual } from 'node:util'
import type { Report } from '../../core/run/report.ts'
import { readSinks } from './read-sinks.ts'
import type { Output, ThreadOptions, Told } from './told.ts'
import type { World } from './world.ts'

/** Somebody opens an issue and asks; the real runner works on it until nothing is under way any more. */
export async function runThread(world: World, options: ThreadOptions): Promise<Told> {
  const { github, repository } = world
  const issue = await world.issue(options.issue)
  await options.prepare?.(world, issue)
  const from = performance.now()
  await world.comment(options.who ?? 'ada', options.command ?? '/agent implement', issue)
  const ms = performance.now() - from
  const outputs = readOutputs(world)
  const log = github
    .events()
    .flatMap((event) => (event.type === 'log' ? [event.line] : []))
    .join('\n')
  return {
    ...{ world, issue, outputs, log, ms },
    status: statusOf(world.replies(issue)),
    check: github.read.checkRuns(repository).findLast(({ name }) => name === 'agent'),
    pull: github.read.pullRequests(repository).at(-1),
    workflow: github.read.workflowRuns(repository).at(-1),
    report: readReport(world),
    ran(command) {
      const told = outputs.find((one) => one.tool === 'shell' && readArguments(one).command === command)
      if (told === undefined) throw new Error(`never ran: ${command}\n${log.slice(-2_000)}`)
      return told.text
    },
    said(tool, asked) {
      const told = outputs.find((one) => one.tool === tool && isDeepStrictEqual(askedOf(one, asked), asked))
      if (told === undefined) throw new Error(`never called: ${tool} ${JSON.stringify(asked)}`)
      return told.text
    },
    prompts: world.model
      .requests()
      .map(({ body }) => JSON.stringify(body))
      .join('\n'),
    sinks: () => readSinks(world),
  }
}

function askedOf(call: Output, like: Record<string, unknown> | string): unknown {
  const given = readArguments(call)
  return typeof like === 'string' ? given.patch : given
}

/** Of what is no JSON nothing was asked for. */
function readArguments({ arguments: text }: Pick<Output, 'arguments'>): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function statusOf(replies: string[]): string {
  const status = replies.findLast((body) => body.startsWith('<!--')) ?? replies.at(-1) ?? ''
  return status.replace(/^<!--.*-->\n/, '')
}

function readReport(world: World): Report | null {
  const call = world.tap.calls.findLast(({ path }) => /^\/runs\/[^/]+\/report$/.test(path))
  return call === undefined ? null : (JSON.parse(call.body.toString('utf8')) as Report)
}

type Item = { type?: string; call_id?: string; name?: string; arguments?: string; output?: unknown }

/** Each output as the model was told it first: later requests may leave old ones out. */
function readOutputs(world: World): Output[] {
  const called = new Map<string, Item>()
  const outputs = new Map<string, Output>()
  for (const { body } of world.model.requests())
    for (const item of (body as { input?: Item[] } | null)?.input ?? []) {
      const { type, call_id: id = '' } = item
      if (type === 'function_call') called.set(id, item)
      const call = called.get(id)
      if (type !== 'function_call_output' || call === undefined || outputs.has(id)) continue
      const text = typeof item.output === 'string' ? item.output : JSON.stringify(item.output)
      outputs.set(id, { tool: call.name ?? '', arguments: call.arguments ?? '', text })
    }
  return [...outputs.values()]
}
