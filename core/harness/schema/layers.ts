import { z } from 'zod'
import { expected } from './expected.ts'
import { globOrGlobs, globs } from './glob.ts'
import { line, text } from './text.ts'

const words = {
  why: text('a reason', 2_000)
    .optional()
    .meta({ description: 'The reason, for people and the agent.', examples: ['SQL lives in repo/.'] }),
  fix: text('a way to mend it', 2_000)
    .optional()
    .meta({
      description: 'How to mend it: the same text for the person and the agent.',
      examples: ['Add a method to a repository in src/repo/.'],
    }),
}

const layerSchema = z.strictObject(
  {
    name: line('a name', 60).meta({ description: 'Of the layer; unique.', examples: ['service'] }),
    paths: globs({ least: 1 }).meta({ description: 'Its files.', examples: [['src/service/**']] }),
    ...words,
  },
  { error: expected('a map with `name` and `paths`') },
)

const edgeSchema = z
  .strictObject(
    {
      from: globOrGlobs({ example: 'src/**', least: 1 }).meta({
        description: 'What may not import: a glob, or a list.',
        examples: ['src/**'],
      }),
      to: globs({ least: 1 }).meta({
        description: 'What may not be imported: globs of paths, or names of packages.',
        examples: [['pg']],
      }),
      except: globs()
        .default([])
        .meta({ description: 'Files that may all the same.', examples: [['src/repo/**']] }),
      ...words,
    },
    { error: expected('a map with `from` and `to`') },
  )
  .refine(({ from, except }) => !from.every((glob) => except.includes(glob)), {
    error: 'excepts all that `from` covers, so it forbids nothing; narrow it',
    path: ['except'],
  })

/** `layers`: structure, which files may import which. */
export const layersFileSchema = z
  .strictObject(
    {
      order: z
        .array(layerSchema, { error: expected('a list of layers, high to low') })
        .max(50, { error: 'has more than 50 layers; join some of them' })
        .default([])
        .meta({ description: 'Layers from high to low: each imports itself and what is below it.' }),
      shared: globs()
        .default([])
        .meta({
          description: 'What every layer may import; it may import no layer itself.',
          examples: [['src/lib/**']],
        }),
      cycles: z.enum(['allow', 'deny']).default('allow').meta({
        description: 'Whether files may import each other in a circle; imports of types alone do not count.',
      }),
      deny: z
        .array(edgeSchema, { error: expected('a list of maps with `from` and `to`') })
        .max(100, { error: 'has more than 100 entries; join some of them' })
        .prefault([])
        .meta({ description: 'Imports that may not be, whatever the order says.' }),
      baseline: z
        .boolean({ error: expected('true or false') })
        .default(true)
        .meta({
          description: 'Whether only what a change adds fails; false: old ones in changed files as well.',
        }),
    },
    { error: expected('a map with `order`, `shared`, `cycles` and `deny`') },
  )
  .refine(({ order, deny, cycles }) => order.length + deny.length > 0 || cycles === 'deny', {
    error: 'forbids nothing; write `order`, `deny` or `cycles: deny`',
  })
