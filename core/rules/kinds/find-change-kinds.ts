import type { ChangedFile, ChangeKind } from './change-kind.ts'
import { CHANGE_KINDS } from './change-kind.ts'
import { findAddedDependencies } from './find-added-dependencies.ts'
import { findBinaries } from './find-binaries.ts'
import { findCi } from './find-ci.ts'
import { findDeletions } from './find-deletions.ts'
import { findLicenses } from './find-licenses.ts'
import { findMigrations } from './find-migrations.ts'
import { findModes } from './find-modes.ts'
import { findPublicApi } from './find-public-api.ts'
import { findWeakenedTests } from './find-weakened-tests.ts'
import type { KindContext } from './kind-context.ts'

type FindKind = (files: readonly ChangedFile[], context: KindContext) => ChangeKind[]

const FINDERS: readonly FindKind[] = [
  findAddedDependencies,
  findPublicApi,
  findMigrations,
  findDeletions,
  findWeakenedTests,
  findCi,
  findLicenses,
  findBinaries,
  findModes,
]

/**
 * The kinds of a change, each with its evidence: computed from the texts, never judged by a model. One entry for each
 * thing seen, ordered by path, line and kind, whatever the order of the files. What should be readable and is not
 * counts as the kind it could hide.
 */
export function findChangeKinds(files: readonly ChangedFile[], context: KindContext = {}): ChangeKind[] {
  return FINDERS.flatMap((find) => find(files, context)).sort(byPlace)
}

function byPlace(one: ChangeKind, other: ChangeKind): number {
  return (
    compare(one.path, other.path) ||
    compare(one.line ?? Number.MAX_SAFE_INTEGER, other.line ?? Number.MAX_SAFE_INTEGER) ||
    CHANGE_KINDS.indexOf(one.kind) - CHANGE_KINDS.indexOf(other.kind) ||
    compare(one.evidence, other.evidence)
  )
}

function compare<T extends string | number>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0
}
