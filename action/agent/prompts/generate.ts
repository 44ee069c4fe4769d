/** Writes generated.ts from base.md: `node action/agent/prompts/generate.ts`. A test fails while the two differ. */
import { readFile, writeFile } from 'node:fs/promises'
import { toModule } from './to-module.ts'

const markdown = await readFile(new URL('base.md', import.meta.url), 'utf8')
await writeFile(new URL('generated.ts', import.meta.url), toModule(markdown))
