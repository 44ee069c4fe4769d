import { parseArgs } from 'node:util'

export type DemoOptions = {
  repository: string | undefined
  issue: string | undefined
  script: string | undefined
  keep: boolean
  json: boolean
  help: boolean
}

export const DEMO_USAGE = `npm run demo -- [options]

  --repo <path>      a local git repository to work on; it is cloned, never written (default: the sample)
  --issue <file.md>  the issue: first line title, rest body
  --script <file>    a scripted model: [{ "say": "…", "call": [{ "name": "shell", "arguments": {…} }] }, …]
  --keep             leave the servers running and print the page's address
  --json             one event per line as JSON; the last but one line is the result read back from GitHub
  --help             this text

Without --script, OPENAI_API_KEY (and OPENAI_BASE_URL, REINS_MODELS) make a real model do the work.`

/** @returns the options, or a sentence that says what is wrong with them. */
export function readOptions(args: string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({
      args,
      strict: true,
      allowPositionals: false,
      options: {
        repo: { type: 'string' },
        issue: { type: 'string' },
        script: { type: 'string' },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const { repo: repository, issue, script, keep, json, help } = values
    return { repository, issue, script, keep, json, help }
  } catch (error) {
    return `${(error as Error).message.split('. ')[0]}. See npm run demo -- --help`
  }
}
