import { readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import { z } from 'zod'

const manifestSchema = z.object({
  name: z.string(),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
  default_events: z.array(z.string()),
})

/** What app.yml asks GitHub for: the local GitHub grants exactly that, so a missing permission fails here too. */
export async function appManifest(): Promise<{
  slug: string
  permissions: Record<string, 'read' | 'write'>
  events: string[]
}> {
  const text = await readFile(new URL('../app.yml', import.meta.url), 'utf8')
  const manifest = manifestSchema.parse(load(text))
  return {
    slug: manifest.name.toLowerCase(),
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  }
}
