import { z } from 'zod'
import type { CheckRunChange } from '../acts/check-run.ts'
import {
  characters,
  MAX_ANNOTATION_BYTES,
  MAX_ANNOTATION_TITLE,
  MAX_ANNOTATIONS,
  MAX_CHECK_TEXT,
} from '../limits.ts'
import { CHECK_STATUSES, CONCLUSIONS } from '../world/check.ts'

/** Text with GitHub's own sentence when it is too long. */
const text = (most: number) =>
  z.string().superRefine((value, context) => {
    const count = characters(value)
    if (count > most)
      context.addIssue({
        code: 'custom',
        message: `Only ${most} characters are allowed; ${count} were supplied.`,
      })
  })

const bytes = (most: number) =>
  z.string().refine((value) => Buffer.byteLength(value) <= most, {
    error: `Only ${most} bytes are allowed.`,
  })

const line = z.int().min(1)
const annotationSchema = z
  .object({
    path: z.string().min(1),
    start_line: line,
    end_line: line,
    start_column: line.nullish(),
    end_column: line.nullish(),
    annotation_level: z.enum(['notice', 'warning', 'failure']),
    message: bytes(MAX_ANNOTATION_BYTES).min(1),
    title: text(MAX_ANNOTATION_TITLE).nullish(),
    raw_details: bytes(MAX_ANNOTATION_BYTES).nullish(),
  })
  .refine((one) => one.end_line >= one.start_line, {
    error: 'end_line must be greater than or equal to start_line.',
  })
  .refine((one) => one.start_line === one.end_line || (one.start_column == null && one.end_column == null), {
    error: 'start_column and end_column cannot be used when start_line and end_line differ.',
  })

const outputSchema = z.object({
  title: z.string().nullish(),
  summary: text(MAX_CHECK_TEXT),
  text: text(MAX_CHECK_TEXT).nullish(),
  annotations: z
    .array(annotationSchema)
    .superRefine((value, context) => {
      if (value.length > MAX_ANNOTATIONS)
        context.addIssue({
          code: 'custom',
          message: `No more than ${MAX_ANNOTATIONS} items are allowed; ${value.length} were supplied.`,
        })
    })
    .optional(),
})

const fields = {
  details_url: z.url().optional(),
  external_id: z.string().optional(),
  status: z.enum(CHECK_STATUSES).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z.enum(CONCLUSIONS).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: outputSchema.optional(),
  actions: z
    .array(
      z.object({
        label: z.string().min(1).max(20),
        description: z.string().min(1).max(40),
        identifier: z.string().min(1).max(20),
      }),
    )
    .max(3)
    .optional(),
}

type Fields = { [K in keyof typeof fields]?: z.infer<(typeof fields)[K]> | undefined }

const needsConclusion = (body: Fields) => !(body.status === 'completed' && body.conclusion === undefined)
const needsCompleted = (body: Fields) =>
  !(body.conclusion !== undefined && body.status !== undefined && body.status !== 'completed')
const NO_CONCLUSION = { error: 'No subschema in "oneOf" matched.\n"conclusion" wasn\'t supplied.' }
const NOT_COMPLETED = {
  error: 'No subschema in "oneOf" matched.\nA conclusion needs the status "completed".',
}

export const createSchema = z
  .object({ name: z.string().min(1), head_sha: z.string(), ...fields })
  .refine(needsConclusion, NO_CONCLUSION)
  .refine(needsCompleted, NOT_COMPLETED)

export const changeSchema = z
  .object({ name: z.string().min(1).optional(), ...fields })
  .refine(needsConclusion, NO_CONCLUSION)
  .refine(needsCompleted, NOT_COMPLETED)

/** The request's words as ours; what is absent stays absent. */
export function toChange(body: z.infer<typeof changeSchema>): CheckRunChange {
  const { output } = body
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.details_url === undefined ? {} : { detailsUrl: body.details_url }),
    ...(body.external_id === undefined ? {} : { externalId: body.external_id }),
    ...(body.status === undefined ? {} : { status: body.status }),
    ...(body.started_at === undefined ? {} : { startedAt: body.started_at }),
    ...(body.conclusion === undefined ? {} : { conclusion: body.conclusion }),
    ...(body.completed_at === undefined ? {} : { completedAt: body.completed_at }),
    ...(body.actions === undefined ? {} : { actions: body.actions }),
    ...(output
      ? {
          output: {
            title: output.title ?? null,
            summary: output.summary,
            ...(output.text === undefined ? {} : { text: output.text }),
          },
          annotations: (output.annotations ?? []).map((one) => ({
            ...one,
            start_column: one.start_column ?? null,
            end_column: one.end_column ?? null,
            title: one.title ?? null,
            raw_details: one.raw_details ?? null,
          })),
        }
      : {}),
  }
}
