import { z } from 'zod'
import type { Acceptance, Doubt, Outcome, PlanStep } from '../../../core/run/report.ts'
import type { Refused } from '../../sandbox/refused.ts'
import type { ToolHost } from '../../sandbox/tool-host.ts'
import type { ToolSpec } from '../models/model.ts'
import { readArguments } from './read-arguments.ts'

/** What a tool may use. */
export type Desk = {
  host: ToolHost
  signal: AbortSignal
  /** Milliseconds left of the run. */
  timeLeft: () => number
}

/** What the agent declares with `finish`. */
export type Declaration = {
  outcome: Outcome
  title: string
  summary: string
  acceptance: Acceptance[]
  doubts: Doubt[]
}

export type ToolOutcome = {
  ok: boolean
  text: string
  /** Why it was refused by policy. */
  denied?: string
  /** What the walls did not let it do. */
  refused?: Refused[]
  /** Files that changed. */
  paths?: string[]
  plan?: PlanStep[]
  finished?: Declaration
}

export type Prepared =
  | { kind: 'ok'; arguments: unknown; summary: string; run: (desk: Desk) => Promise<ToolOutcome> }
  | { kind: 'broken'; why: string }

export type Tool = {
  spec: ToolSpec
  /** Changes nothing in the workspace: may run beside others. */
  readOnly: boolean
  prepare: (given: string) => Prepared
}

/**
 * A tool from its parts. What is advertised is strict (every key required, none beside them); what is accepted is not:
 * see `readArguments`.
 */
export function defineTool<Shape extends z.ZodRawShape>(tool: {
  name: string
  description: string
  parameters: z.ZodObject<Shape>
  readOnly: boolean
  /** Other names models use for a key: { cmd: "command" }. */
  aliases?: Record<string, string>
  /** Brings other shapes models use into the advertised one; gets every key, missing ones as null. */
  tidy?: (given: Record<string, unknown>) => Record<string, unknown>
  /** One line for people. */
  summary: (given: z.output<z.ZodObject<Shape>>) => string
  run: (given: z.output<z.ZodObject<Shape>>, desk: Desk) => Promise<ToolOutcome>
}): Tool {
  const spec = { name: tool.name, description: tool.description, parameters: toSchema(tool.parameters) }
  return {
    spec,
    readOnly: tool.readOnly,
    prepare: (text) => {
      const read = readArguments(text, {
        keys: Object.keys(tool.parameters.shape),
        aliases: tool.aliases ?? {},
      })
      if (read.kind === 'broken') return { kind: 'broken', why: `${read.why} ${expected(spec)}` }
      const parsed = tool.parameters.safeParse(tool.tidy?.(read.value) ?? read.value)
      if (!parsed.success)
        return { kind: 'broken', why: `${z.prettifyError(parsed.error)}\n${expected(spec)}` }
      return {
        kind: 'ok',
        arguments: parsed.data,
        summary: tool.summary(parsed.data),
        run: (desk) => tool.run(parsed.data, desk),
      }
    },
  }
}

function expected({ name, parameters }: ToolSpec): string {
  return `${name} takes: ${JSON.stringify(parameters)}`
}

/** JSON Schema as providers take it in strict mode, without what only costs room in the prompt. */
function toSchema(parameters: z.ZodObject): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(parameters, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return schema
}
