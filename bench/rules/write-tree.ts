import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Planted, planTree } from './plan-tree.ts'
import { CRUISER_RULES, LAYER_RULES, REV_DEP_RULES } from './rule-files.ts'

/** A git checkout with one commit and CHANGED files edited since. */
export type BenchTree = { folder: string; files: number; planted: Planted; changed: number }

const CHANGED = 20
/** Every so many of the changed files gets an import it did not have. */
const NEW_IMPORT_EACH = 4

/** Writes a generated project to a temporary folder, which the caller removes. */
export function writeTree(files: number): BenchTree {
  const { files: planned, planted } = planTree(files)
  const folder = mkdtempSync(join(tmpdir(), 'reins-bench-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const { path, text } of planned) write(path, text)
  write('package.json', JSON.stringify({ name: 'bench', type: 'module', private: true }))
  write('tsconfig.json', JSON.stringify(TSCONFIG))
  write('.dependency-cruiser.json', CRUISER_RULES)
  write('rev-dep.config.json', REV_DEP_RULES)
  write('.github/agent.yml', LAYER_RULES)
  commitAll(folder)
  const step = Math.floor(planned.length / CHANGED)
  for (let at = 0; at < CHANGED; at++) {
    const { path, text } = planned[at * step + (step >> 1)]!
    write(
      path,
      `${at % NEW_IMPORT_EACH === 0 ? NEW_IMPORT : ''}${text}\n/** Edited. */\nexport const edited = ${at}\n`,
    )
  }
  return { folder, files: planned.length, planted, changed: CHANGED }
}

/** Every layer may import what is at the bottom. */
const NEW_IMPORT = "import { lib22 } from '@/lib/part-1/lib-22.ts'\n"

const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2024',
    allowImportingTsExtensions: true,
    noEmit: true,
    paths: { '@/*': ['./src/*'] },
  },
  include: ['src'],
}

export function commitAll(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args])
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'Begin')
}
