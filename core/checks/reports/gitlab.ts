import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { readJson } from './read-json.ts'

const positionSchema = z.object({ line: z.number(), column: z.number().nullish() })
const schema = z.array(
  z.object({
    description: z.string(),
    check_name: z.string().nullish(),
    severity: z.string().nullish(),
    location: z.object({
      path: z.string(),
      lines: z.object({ begin: z.number(), end: z.number().nullish() }).nullish(),
      positions: z.object({ begin: positionSchema, end: positionSchema.nullish() }).nullish(),
    }),
  }),
)
const LEVELS: Record<string, Level> = { info: 'info', minor: 'warn' }

/** GitLab's code quality report, which many linters can write. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const gitlab: Format = {
  name: 'gitlab',
  structured: true,
  sniff: (text) => /"check_name"\s*:/.test(text) && /"fingerprint"\s*:/.test(text),
  parse(text, repo) {
    const json = readJson(text, { schema, what: 'a code quality report' })
    if (json.kind === 'broken') return json
    const drafts = json.value.map(({ description, check_name: id, severity, location }) => {
      const { path, lines, positions } = location
      const at =
        positions == null
          ? { line: lines?.begin, endLine: lines?.end }
          : { ...positions.begin, endLine: positions.end?.line, endColumn: positions.end?.column }
      return {
        id: id ?? '',
        level: LEVELS[severity ?? ''] ?? ('error' as const),
        place: placeAt(repo, path, at),
        message:
          id != null && description.startsWith(`${id}: `) ? description.slice(id.length + 2) : description,
      }
    })
    return { kind: 'drafts', drafts }
  },
}
