import { setImmediate as breath } from 'node:timers/promises'
import type { Redactor } from '../../core/redact/redactor.ts'
import type { Change, Changes } from '../../core/run/changes.ts'
import type { BaseFiles } from './read-changed.ts'
import { textOf } from './recheck-changes.ts'

type Refused = { path: string; why: string }[]
type Looking = Pick<Redactor, 'secretsIn'>

/** Files that would make a secret public which was not in any of the changed ones before: one that only moves is no news. */
export async function findSecrets(changes: Changes, base: BaseFiles, redactor: Looking): Promise<Refused> {
  const before = [...base.values()].flatMap(({ text }) => text ?? [])
  const refused: Refused = []
  for (const change of changes) {
    // The known values never leave this process; a large change lets others have their turn between its files.
    await breath()
    const { path } = change
    const inPath = redactor.secretsIn(path)
    const found = inFile(change, redactor).filter(({ text }) => !before.some((one) => one.includes(text)))
    if (inPath.length > 0)
      refused.push({ path, why: `its name holds ${named(inPath)}. Give it another one.` })
    else if (found.length > 0) refused.push({ path, why: `it holds ${named(found)}. Take it out.` })
  }
  return refused
}

type Secrets = ReturnType<Redactor['secretsIn']>

/** In bytes that are no text a shape means nothing; a value that is known means what it always does. */
function inFile(change: Change, { secretsIn }: Looking): Secrets {
  if (change.kind === 'delete') return []
  const text = textOf(change)
  if (text !== null) return secretsIn(text)
  return secretsIn(Buffer.from(change.content, 'base64').toString('latin1')).filter(({ known }) => known)
}

function named(secrets: Secrets): string {
  return [...new Set(secrets.map(({ what, known }) => (known ? what : `what looks like a ${what}`)))]
    .slice(0, 5)
    .join(', ')
}
