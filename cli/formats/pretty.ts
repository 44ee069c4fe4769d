import { styleText } from 'node:util'
import { stripInvisible } from '../../core/markdown/invisible.ts'
import type { Finding, Level } from '../../core/rules/finding.ts'
import type { Format, Outcome } from './format.ts'
import { wrap } from './wrap.ts'

/** For people: by file and line, the reason and the way to mend it beneath. */
export const pretty: Format = (outcome, { colour, columns, showOld }) => {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const shown = showOld ? [...outcome.findings, ...outcome.old] : outcome.findings
  const files = [...Map.groupBy(shown, ({ path }) => path ?? '')].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const parts = files.map(([path, findings]) => {
    const head = path === '' ? 'the repository' : clean(path)
    const body = findings.toSorted(byPlace).map((finding) => describe(finding, { paint, columns }))
    return `${paint('underline', head)}\n${body.join('')}\n`
  })
  const notes = outcome.notes.map((note) => `${wrap(note, columns, '')}\n`)
  return `${parts.join('')}${notes.join('')}${summary(outcome, { paint, showOld })}\n`
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string
const STYLE: Record<Level, Parameters<typeof styleText>[0]> = { error: 'red', warn: 'yellow', info: 'cyan' }
const WORD: Record<Level, string> = { error: 'error', warn: 'warning', info: 'info' }
const INDENT = ' '.repeat(9)

function describe(finding: Finding, { paint, columns }: { paint: Paint; columns: number }): string {
  const { range, level, rule, message, fix, why, preexisting } = finding
  const place = range === null ? '' : `${range.startLine}:${range.startColumn ?? 1}`
  const head = `  ${place.padEnd(7)}${paint(STYLE[level], WORD[level])} ${paint('bold', clean(rule))}${preexisting ? paint('dim', ' (old)') : ''}\n`
  const lines = [
    wrap(clean(message), columns, INDENT),
    ...(why === undefined ? [] : [paint('dim', wrap(`why: ${clean(why)}`, columns, INDENT))]),
    ...(fix === undefined ? [] : [paint('green', wrap(`fix: ${clean(fix)}`, columns, INDENT))]),
  ]
  return `${head}${lines.join('\n')}\n`
}

function summary(
  { findings, old, waived, ignored, judged }: Outcome,
  { paint, showOld }: { paint: Paint; showOld: boolean },
): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length
  const levels = [
    many(count('error'), 'error'),
    many(count('warn'), 'warning'),
    count('info') > 0 ? `${count('info')} info` : '',
  ].filter((text) => text !== '')
  const aside = [
    old.length > 0 ? `${many(old.length, 'old one')}${showOld ? '' : ' not shown (--old)'}` : '',
    waived > 0 ? `${waived} waived` : '',
    ignored > 0 ? `${ignored} ignored with a reason` : '',
  ].filter((text) => text !== '')
  const found =
    levels.length === 0
      ? paint('green', 'Nothing breaks a rule')
      : paint(count('error') > 0 ? 'red' : 'yellow', levels.join(', '))
  return `${found} in ${judged}${aside.length > 0 ? `; ${aside.join(', ')}` : ''}.`
}

function many(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`
}

function byPlace(a: Finding, b: Finding): number {
  return (
    (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) ||
    (a.range?.startColumn ?? 0) - (b.range?.startColumn ?? 0)
  )
}

/** File names and matched text may hold control sequences; a terminal must not obey them. */
function clean(text: string): string {
  return stripInvisible(text).replaceAll(/[\p{Cc}]/gu, (character) => (character === '\n' ? ' ' : '�'))
}
