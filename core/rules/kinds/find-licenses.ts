import type { ChangedFile, ChangeKind } from './change-kind.ts'
import { licenseOf } from './license/license-of.ts'
import { findNotices, withoutYears } from './license/notices.ts'
import { plain } from './plain.ts'
import { Pool } from './pool.ts'
import { syntaxOf } from './source/language.ts'

const FILES =
  /(^|\/)(licen[cs]es?|copying|notice|unlicense|copyright|patents)([._-][\w.-]*)?$|(^|\/)licenses\/[^/]+$/i
const OTHER = /\.(json|svg|png|css|html?|lock|snap)$/i

/** Texts of licenses, the licenses manifests declare, and notices at the head of sources that go or change. */
export function findLicenses(files: readonly ChangedFile[]): ChangeKind[] {
  return files.flatMap((file) =>
    [...licenseFile(file), ...declared(file), ...notices(file)].map(({ line, evidence }) => ({
      kind: 'license' as const,
      path: file.path,
      line,
      evidence,
    })),
  )
}

type Told = { line: number | null; evidence: string }

function isLicense(path: string): boolean {
  return FILES.test(path) && !OTHER.test(path) && syntaxOf(path) === null
}

function licenseFile({ path, renamedFrom, status, before, after }: ChangedFile): Told[] {
  if (!isLicense(path) && !isLicense(renamedFrom ?? path)) return []
  const words = (text: string | null) => text?.replaceAll(/\s+/g, ' ').trim()
  if (status === 'modified' && before !== null && words(before) === words(after)) return []
  const verbs = { added: 'adds', modified: 'changes', deleted: 'deletes', renamed: 'renames' }
  return [{ line: null, evidence: `${verbs[status]} a license or notice file` }]
}

/** A new manifest declares for the first time, and a deleted one is a deletion. */
function declared({ path, renamedFrom, before, after }: ChangedFile): Told[] {
  if (before === null || after === null || before === after) return []
  const old = licenseOf(renamedFrom ?? path, before)
  const now = licenseOf(path, after)
  if (old === now) return []
  const line = after.split('\n').findIndex((text) => /licen[cs]e/i.test(text))
  const place = line < 0 ? null : line + 1
  if (old === null) return [{ line: place, evidence: `declares the license ${plain(now ?? '')}` }]
  if (now === null) return [{ line: null, evidence: `no longer declares the license ${plain(old)}` }]
  return [{ line: place, evidence: `changes the declared license from ${plain(old)} to ${plain(now)}` }]
}

function notices({ path, renamedFrom, before, after }: ChangedFile): Told[] {
  if (before === null || after === null || before === after) return []
  const now = findNotices(path, after)
  const left = new Pool(now.map(withoutYears))
  const gone = findNotices(renamedFrom ?? path, before).filter((notice) => !left.take(withoutYears(notice)))
  const spdx = now.find((notice) => notice.startsWith('SPDX'))
  return gone.map((notice) => ({
    line: null,
    evidence:
      notice.startsWith('SPDX') && spdx
        ? `changes the header “${plain(notice)}” to “${plain(spdx)}”`
        : `removes the notice “${plain(notice)}”`,
  }))
}
