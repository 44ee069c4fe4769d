import type { ChangedFile, ChangeKind } from './change-kind.ts'

/** Where frameworks keep the steps that change a database; compared in lower case. */
const FOLDERS =
  /(^|\/)(migrations?|migrate|alembic\/versions|db\/changelog|liquibase|flyway|changelogs?\/db)\//
/** Flyway: V1__name.sql, U1__undo.sql, R__repeatable.sql, B1__baseline.sql. */
const FLYWAY = /(^|\/)([vub]\d[\d._]*|r)__[^/]+\.(sql|java|kt)$/
/** Structure of the database as one file, and SQL beside it. */
const SCHEMA =
  /(^|\/)db\/(?:.+\/)?[^/]+\.sql$|(^|\/)db\/(schema\.rb|[^/]*_schema\.rb)$|(^|\/)db\.changelog[^/]*\.(xml|ya?ml|json|sql)$/
const CODE =
  /\.(sql|prisma|toml|xml|ya?ml|json|rb|py|php|[cm]?[jt]s|go|java|kt|cs|rs|exs?|fs|scala|psql|ddl|edgeql|surql|cql)$/
/** Text that lies in such folders and changes no database. */
const NO_STEP =
  /(^|\/)(__init__\.py|readme[^/]*|index\.[jt]s)$|\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(tests?|__tests__|specs?|docs?|examples?|fixtures)\//

/** Steps that change a database: added ones run once, changed and deleted ones may have run already. */
export function findMigrations(files: readonly ChangedFile[]): ChangeKind[] {
  return files.flatMap((file): ChangeKind[] => {
    const { path, status, renamedFrom } = file
    if (![path, renamedFrom ?? path].some(isMigration)) return []
    const evidence = {
      added: 'adds a database migration',
      modified: 'changes a database migration that may have run already',
      deleted: 'deletes a database migration',
      renamed: `renames a database migration that was ${renamedFrom}, so it may run again`,
    }[status]
    return [{ kind: 'migration', path, line: null, evidence }]
  })
}

function isMigration(path: string): boolean {
  const lower = path.toLowerCase()
  if (FLYWAY.test(lower) || SCHEMA.test(lower)) return true
  return FOLDERS.test(lower) && CODE.test(lower) && !NO_STEP.test(lower)
}
