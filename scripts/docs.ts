import { renderAgentYmlDocs } from './render-agent-yml-docs.ts'
import { writeGenerated } from './write-generated.ts'

// `npm run docs` writes the generated pages; with `-- --check` it only says which are out of date.
const check = process.argv.includes('--check')
for (const path of await writeGenerated({ 'docs/agent-yml.md': renderAgentYmlDocs() }, { check })) {
  if (!check) console.log(`${path} written`)
  else {
    console.error(`${path} is out of date: run npm run docs`)
    process.exitCode = 1
  }
}
