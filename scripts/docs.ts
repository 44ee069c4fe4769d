import { renderAgentYmlDocs } from './render-agent-yml-docs.ts'
import { renderCommandsDocs } from './render-commands-docs.ts'
import { writeGenerated } from './write-generated.ts'

// `npm run docs` writes the generated pages; with `-- --check` it only says which are out of date.
const check = process.argv.includes('--check')
const pages = { 'docs/agent-yml.md': renderAgentYmlDocs(), 'docs/commands.md': renderCommandsDocs() }
for (const path of await writeGenerated(pages, { check })) {
  if (!check) console.log(`${path} written`)
  else {
    console.error(`${path} is out of date: run npm run docs`)
    process.exitCode = 1
  }
}
