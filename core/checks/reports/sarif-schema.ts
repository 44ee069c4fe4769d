import { z } from 'zod'

/** The parts of SARIF 2.1.0 that are read. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const text = z.object({ text: z.string().optional(), markdown: z.string().optional() })
const artifactLocation = z.object({
  uri: z.string().optional(),
  uriBaseId: z.string().optional(),
  index: z.int().optional(),
})
const region = z.object({
  startLine: z.int().optional(),
  startColumn: z.int().optional(),
  endLine: z.int().optional(),
  endColumn: z.int().optional(),
  charOffset: z.int().optional(),
  charLength: z.int().optional(),
})
const location = z.object({
  physicalLocation: z
    .object({ artifactLocation: artifactLocation.optional(), region: region.optional() })
    .optional(),
})
const level = z.enum(['none', 'note', 'warning', 'error'])
const message = text.extend({ id: z.string().optional(), arguments: z.array(z.string()).optional() })
const rule = z.object({
  id: z.string(),
  shortDescription: text.optional(),
  fullDescription: text.optional(),
  help: text.optional(),
  helpUri: z.string().optional(),
  messageStrings: z.record(z.string(), text).optional(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
})
const component = z.object({ name: z.string().optional(), rules: z.array(rule).optional() })
const notification = z.object({
  message: message,
  level: level.optional(),
  locations: z.array(location).optional(),
})

export const resultSchema = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z
    .object({
      id: z.string().optional(),
      index: z.int().optional(),
      toolComponent: z.object({ index: z.int().optional() }).optional(),
    })
    .optional(),
  kind: z.enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']).optional(),
  level: level.optional(),
  message,
  locations: z.array(location).optional(),
  baselineState: z.string().optional(),
  suppressions: z.array(z.object({ status: z.string().optional() })).nullish(),
  fixes: z
    .array(
      z.object({
        description: text.optional(),
        artifactChanges: z.array(
          z.object({
            artifactLocation,
            replacements: z.array(z.object({ deletedRegion: region, insertedContent: text.optional() })),
          }),
        ),
      }),
    )
    .optional(),
})

export const runSchema = z.object({
  tool: z.object({ driver: component, extensions: z.array(component).optional() }),
  artifacts: z.array(z.object({ location: artifactLocation.optional() })).optional(),
  originalUriBaseIds: z.record(z.string(), artifactLocation).optional(),
  columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']).optional(),
  invocations: z
    .array(
      z.object({
        toolExecutionNotifications: z.array(notification).optional(),
        toolConfigurationNotifications: z.array(notification).optional(),
      }),
    )
    .optional(),
  results: z.array(resultSchema).nullish(),
})

export const sarifSchema = z.object({ version: z.literal('2.1.0'), runs: z.array(runSchema) })

export type Run = z.infer<typeof runSchema>
export type Result = z.infer<typeof resultSchema>
export type Rule = z.infer<typeof rule>
export type Region = z.infer<typeof region>
export type ArtifactLocation = z.infer<typeof artifactLocation>
export type Location = z.infer<typeof location>
export type Message = z.infer<typeof message>
