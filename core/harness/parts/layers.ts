import { z } from 'zod'

/** Structure: which files may import which. */
export const layersSchema = z.strictObject({
  order: z
    .array(
      z.strictObject({
        name: z.string(),
        paths: z.array(z.string()),
        why: z.string().optional(),
        fix: z.string().optional(),
      }),
    )
    .describe('High to low: a layer imports itself and what is below.'),
  shared: z.array(z.string()).describe('What every layer may import, and what imports no layer.'),
  cycles: z.enum(['allow', 'deny']),
  deny: z.array(
    z.strictObject({
      from: z.array(z.string()),
      to: z.array(z.string()).describe('Globs of paths, or names of packages.'),
      except: z.array(z.string()).describe('Globs of importing paths that may.'),
      why: z.string().optional(),
      fix: z.string().optional(),
    }),
  ),
  baseline: z.boolean().describe('What was there before does not fail.'),
})

export type Layers = z.infer<typeof layersSchema>
