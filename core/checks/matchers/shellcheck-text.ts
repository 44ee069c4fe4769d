import type { Draft, Format } from '../format.ts'
import { placeAt } from '../place-at.ts'
import { SHELLCHECK_LEVELS } from '../reports/shellcheck.ts'

const FILE = /^In (\S[^\n]{0,1000}) line (\d{1,7}):$/
const REMARK = /^(\s*)(?:\^-{0,2000}\^?|\^--) (SC\d{3,5}) \((error|warning|info|style)\): (\S.*)$/

/** ShellCheck's default output ("tty"): the line of code, and arrows below it. https://www.shellcheck.net/wiki/ */
export const shellcheckText: Format = {
  name: 'shellcheck-text',
  structured: false,
  sniff: (text) =>
    /^In \S[^\n]{0,1000} line \d{1,7}:$/m.test(text) && /\^[-^]{0,2000} SC\d{3,5} \(/.test(text),
  parse(text, repo) {
    const drafts: Draft[] = []
    let at: { file: string; line: number } | null = null
    for (const line of text.split('\n')) {
      if (line.length > 4_000) continue
      const file = FILE.exec(line)
      if (file !== null) at = { file: file[1]!, line: Number(file[2]) }
      const remark = at === null ? null : REMARK.exec(line)
      if (remark === null || at === null) continue
      const [, indent, code, level, message] = remark
      drafts.push({
        id: code!,
        level: SHELLCHECK_LEVELS[level!] ?? 'error',
        place: placeAt(repo, at.file, { line: at.line, column: indent!.length + 1 }),
        message: message!,
        source: [`https://www.shellcheck.net/wiki/${code}`],
      })
    }
    return { kind: 'drafts', drafts }
  },
}
