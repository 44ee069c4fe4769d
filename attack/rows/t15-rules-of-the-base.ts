import type { Row } from '../row.ts'
import { MEANWHILE } from './t15/meanwhile.ts'
import { OF_A_PERSON, ownersOfTheBase } from './t15/of-a-person.ts'
import { OF_THE_AGENT } from './t15/of-the-agent.ts'

export const T15: Row = {
  id: 'T15',
  name: 'changes of the files that rule',
  threat:
    'A pull request that changes `.github/agent.yml`, AGENTS.md or CLAUDE.md (root or nested), `.mcp.json`, `.gitmodules`, `.npmrc`, CODEOWNERS, hooks: the base version rules. Its own version is validated and annotated.',
  attempts: [...OF_A_PERSON, ...MEANWHILE, ...OF_THE_AGENT],
  controls: [
    {
      name: 'a pull request that breaks no rule, approved by the owner of the base, is green',
      run: ownersOfTheBase,
    },
  ],
}
