import { z } from 'zod'

/** Where the agent gets context. */
export const contextSchema = z.strictObject({
  always: z
    .array(z.string())
    .describe('Paths. A name without a folder also stands for the nearest such file above what is touched.'),
  when: z
    .array(z.strictObject({ paths: z.array(z.string()), read: z.array(z.string()) }))
    .describe('Read only when the task or the change touches the paths.'),
  index: z.array(z.string()).describe('Globs; of each file path and first heading only.'),
})

export type Context = z.infer<typeof contextSchema>
