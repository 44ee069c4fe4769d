import { HARNESS } from '../../stage/shop-files.ts'

/** What the base says in each file; a change of it would say something else. */
const SAYS = 'The base says so.'

export const TOLD = ['AGENTS.md', 'CLAUDE.md', 'src/AGENTS.md', 'src/CLAUDE.md'] as const
export const READ_BY_TOOLS = [
  '.mcp.json',
  '.gitmodules',
  '.npmrc',
  'CODEOWNERS',
  '.husky/pre-commit',
  '.githooks/pre-commit',
] as const

const OWNERS = '* @root\n'

export const BASE_FILES: Record<string, string> = {
  ...Object.fromEntries(TOLD.map((path) => [path, `${SAYS} I am ${path}.\n`])),
  'lib/AGENTS.md': `${SAYS} I am in a folder that moves.\n`,
  '.mcp.json': `{ "mcpServers": {}, "note": "${SAYS}" }\n`,
  '.gitmodules': `# ${SAYS}\n`,
  '.npmrc': `; ${SAYS}\n`,
  CODEOWNERS: `# ${SAYS}\n${OWNERS}`,
  '.husky/pre-commit': `# ${SAYS}\n`,
  '.githooks/pre-commit': `# ${SAYS}\n`,
}

const RULE = `invariants:
  - { id: no-console, paths: [src/**], regex: 'console\\.log', level: error, why: Logs must be structured., fix: Use log. }
`
export const RULES = `${HARNESS}${RULE}review: { humans: [{ when: { paths: ['src/**'] }, by: [codeowners] }] }\n`

/** Breaks the rule of the base, and asks for the owner of the base. */
export const BREAKS = { 'src/new.js': "console.log('bought')\n" }
