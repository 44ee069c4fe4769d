import { z } from 'zod'
import { expected } from './expected.ts'
import { filePath, globOrGlobs, globs } from './glob.ts'

const DEFAULT_CONTEXT = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md']
const MAX_FILES = 20

const files = (most: number) =>
  z
    .array(filePath(), { error: expected('a list of paths') })
    .max(most, { error: `has more than ${most} files; 32 KiB is all the agent reads` })

const whenSchema = z.strictObject(
  {
    paths: globs({ least: 1 }).meta({
      description: 'The task or the change touches one of these globs.',
      examples: [['src/billing/**']],
    }),
    read: files(MAX_FILES).meta({ description: 'Then these are read.', examples: [['docs/billing.md']] }),
  },
  { error: expected('a map with `paths` and `read`') },
)

/** `context`: where the agent gets context. */
export const contextFileSchema = z.strictObject(
  {
    always: files(MAX_FILES)
      .default(DEFAULT_CONTEXT)
      .meta({
        description:
          'Files the agent reads before anything else; missing ones are skipped. A name without a folder also stands for the files of that name above what is touched; the nearest wins.',
        examples: [['AGENTS.md', 'docs/style.md']],
      }),
    when: z
      .array(whenSchema, { error: expected('a list of maps with `paths` and `read`') })
      .max(50, { error: 'has more than 50 entries; join some of them' })
      .default([])
      .meta({ description: 'Files read only when the task or the change touches some paths.' }),
    index: globOrGlobs({ example: 'docs/**/*.md' })
      .prefault([])
      .meta({
        description: 'Files of which only path and first heading are given; the agent opens what it needs.',
        examples: ['docs/**/*.md'],
      }),
  },
  { error: expected('a map with `always`, `when` and `index`') },
)
