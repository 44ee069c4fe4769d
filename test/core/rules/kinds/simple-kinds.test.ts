import { expect, test } from '@jest/globals'
import type { ChangedFile, ChangeKindName } from '../../../../core/rules/kinds/change-kind.ts'
import { changed, told } from './kit.ts'

type Case = [title: string, kind: ChangeKindName, files: ChangedFile[], evidence: string[]]

const link = { modeBefore: '100644', modeAfter: '120000' }

test.each<Case>([
  [
    'a Rails migration',
    'migration',
    [changed('db/migrate/20260101_add_users.rb', null, 'x')],
    ['adds a database migration'],
  ],
  [
    'a Django migration',
    'migration',
    [changed('shop/migrations/0002_price.py', null, 'x')],
    ['adds a database migration'],
  ],
  [
    'a migration of Prisma',
    'migration',
    [changed('prisma/migrations/2026_init/migration.sql', null, 'x')],
    ['adds a database migration'],
  ],
  [
    'a migration of Alembic',
    'migration',
    [changed('alembic/versions/ab12_x.py', null, 'x')],
    ['adds a database migration'],
  ],
  [
    'a migration of Flyway',
    'migration',
    [changed('src/main/resources/sql/V2_1__add.sql', null, 'x')],
    ['adds a database migration'],
  ],
  [
    'SQL in the db folder',
    'migration',
    [changed('db/structure.sql', 'a', 'b')],
    ['changes a database migration that may have run already'],
  ],
  [
    'a deleted migration',
    'migration',
    [changed('migrations/1.sql', 'x', null)],
    ['deletes a database migration'],
  ],
  [
    'a renamed migration',
    'migration',
    [changed('migrations/2.sql', 'x', 'x', { renamedFrom: 'migrations/1.sql' })],
    ['renames a database migration that was migrations/1.sql, so it may run again'],
  ],
  [
    'a file whose name only speaks of migrations',
    'migration',
    [changed('src/migrate-config.ts', null, 'x')],
    [],
  ],
  ['the readme beside migrations', 'migration', [changed('migrations/README.md', null, 'x')], []],
  ['a test of a migration', 'migration', [changed('src/migrations/add.test.ts', null, 'x')], []],
  [
    'the package file of Django migrations',
    'migration',
    [changed('shop/migrations/__init__.py', null, '')],
    [],
  ],

  ['a deleted file', 'deletion', [changed('a.ts', 'x', null)], ['deletes the file']],
  ['an emptied file', 'deletion', [changed('a.ts', 'x', ' \n')], ['empties the file']],
  ['a renamed file', 'deletion', [changed('b.ts', 'x', 'x', { renamedFrom: 'a.ts' })], []],
  [
    'a move told as deletion and addition',
    'deletion',
    [changed('a.ts', 'x', null), changed('b.ts', null, 'x')],
    [],
  ],
  [
    'two files with one text of which one is moved',
    'deletion',
    [changed('a.ts', 'x', null), changed('b.ts', 'x', null), changed('c.ts', null, 'x')],
    ['deletes the file'],
  ],
  ['a file that was empty before', 'deletion', [changed('a.ts', '', '\n')], []],

  [
    'a changed workflow',
    'ci',
    [changed('.github/workflows/ci.yml', 'a', 'b')],
    ['changes a file of the build service'],
  ],
  [
    'a new local action',
    'ci',
    [changed('.github/actions/x/action.yml', null, 'b')],
    ['adds a file of the build service'],
  ],
  [
    'a workflow in other letters',
    'ci',
    [changed('.GitHub/Workflows/ci.yml', 'a', 'b')],
    ['changes a file of the build service'],
  ],
  ['GitLab', 'ci', [changed('.gitlab-ci.yml', 'a', null)], ['deletes a file of the build service']],
  ['CircleCI', 'ci', [changed('.circleci/config.yml', 'a', 'b')], ['changes a file of the build service']],
  ['Jenkins', 'ci', [changed('deploy/Jenkinsfile', 'a', 'b')], ['changes a file of the build service']],
  [
    'a workflow moved out of its folder',
    'ci',
    [changed('old/ci.yml', 'a', 'a', { renamedFrom: '.github/workflows/ci.yml' })],
    ['moves a file of the build service from .github/workflows/ci.yml'],
  ],
  ['an issue template', 'ci', [changed('.github/ISSUE_TEMPLATE/bug.yml', 'a', 'b')], []],
  ['documentation of workflows', 'ci', [changed('docs/.github/workflows.md', 'a', 'b')], []],
  ['a Dockerfile', 'ci', [changed('Dockerfile', 'a', 'b')], []],

  [
    'a new picture',
    'binary',
    [changed('a.png', null, null, { status: 'added', binary: true })],
    ['adds a binary file'],
  ],
  [
    'a changed picture',
    'binary',
    [changed('a.png', null, null, { status: 'modified', binary: true })],
    ['changes a binary file'],
  ],
  ['text with NUL inside', 'binary', [changed('a.txt', 'a', 'a\0')], ['changes a binary file']],
  ['a deleted picture', 'binary', [changed('a.png', null, null, { status: 'deleted', binary: true })], []],
  ['text', 'binary', [changed('a.txt', 'a', 'b')], []],

  [
    'a file made executable',
    'mode',
    [changed('run', 'a', 'a', { modeAfter: '100755' })],
    ['makes the file executable'],
  ],
  [
    'a file made no longer executable',
    'mode',
    [changed('run', 'a', 'a', { modeBefore: '100755' })],
    ['makes the file no longer executable'],
  ],
  [
    'a new executable file',
    'mode',
    [changed('run', null, 'a', { modeAfter: '100755' })],
    ['adds an executable file'],
  ],
  [
    'a file turned into a link',
    'mode',
    [changed('run', 'a', 'b', link)],
    ['turns the file into a symbolic link'],
  ],
  [
    'a new submodule',
    'mode',
    [changed('lib', null, null, { status: 'added', modeAfter: '160000' })],
    ['adds a submodule'],
  ],
  ['a plain new file', 'mode', [changed('a', null, 'a')], []],
  ['a deleted executable file', 'mode', [changed('a', 'a', null, { modeBefore: '100755' })], []],

  ['a changed license', 'license', [changed('LICENSE', 'MIT', 'GPL')], ['changes a license or notice file']],
  ['a deleted notice', 'license', [changed('NOTICE.txt', 'x', null)], ['deletes a license or notice file']],
  ['a license wrapped anew', 'license', [changed('LICENSE.md', 'a b\nc', 'a\nb  c\n')], []],
  [
    'code about licenses',
    'license',
    [changed('src/license.ts', 'a', 'b'), changed('licenses.json', '1', '2')],
    [],
  ],
  [
    'the license in package.json',
    'license',
    [changed('package.json', '{"license":"MIT"}', '{\n"license":"UNLICENSED"}')],
    ['2: changes the declared license from MIT to UNLICENSED'],
  ],
  [
    'the license gone from Cargo.toml',
    'license',
    [changed('Cargo.toml', '[package]\nlicense = "MIT"', '[package]\n')],
    ['no longer declares the license MIT'],
  ],
  [
    'another version in package.json',
    'license',
    [changed('package.json', '{"license":"MIT"}', '{"license":"MIT","version":"2.0.0"}')],
    [],
  ],
  [
    'an SPDX header that goes',
    'license',
    [changed('a.ts', '// SPDX-License-Identifier: MIT\nx', 'x')],
    ['removes the notice “SPDX-License-Identifier: MIT”'],
  ],
  [
    'an SPDX header that changes',
    'license',
    [changed('a.py', '# SPDX-License-Identifier: MIT\nx', '# SPDX-License-Identifier: GPL-3.0-only\nx')],
    ['changes the header “SPDX-License-Identifier: MIT” to “SPDX-License-Identifier: GPL-3.0-only”'],
  ],
  [
    'a copyright notice that goes',
    'license',
    [changed('a.go', '// Copyright 2024 The Authors\npackage a', 'package a')],
    ['removes the notice “Copyright 2024 The Authors”'],
  ],
  [
    'a copyright notice with a new year',
    'license',
    [changed('a.go', '// Copyright 2024 The Authors\n', '// Copyright 2024-2026 The Authors\n')],
    [],
  ],
  [
    '"copyright" in a string',
    'license',
    [changed('a.ts', "const a = 'Copyright 2024 us'", 'const a = 1')],
    [],
  ],
])('%s (%s)', (_title, kind, files, evidence) => {
  expect(told(kind, files)).toEqual(evidence)
})
