import type { Format } from './format.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { pretty } from './pretty.ts'
import { rdjson } from './rdjson.ts'
import { sarif } from './sarif.ts'

/** How findings can be written; `pretty` is for people, the others for programs. */
export const FORMATS: Readonly<Record<string, Format>> = { pretty, github, json, rdjson, sarif }
