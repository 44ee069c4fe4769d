import { renderSchemas } from './render-schemas.ts'
import { writeGenerated } from './write-generated.ts'

// `npm run schemas` writes the JSON Schemas; with `-- --check` it only says which are out of date.
const check = process.argv.includes('--check')
for (const path of await writeGenerated(renderSchemas(), { check })) {
  if (!check) console.log(`${path} written`)
  else {
    console.error(`${path} is out of date: run npm run schemas`)
    process.exitCode = 1
  }
}
