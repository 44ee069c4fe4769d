import { html } from 'hono/html'
import type { PullRequestView } from '../../interface/views.ts'
import type { Html } from '../html.ts'
import { icon } from './icon.ts'
import { linesOf, type PatchLine, parsePatch } from './parse-patch.ts'

/** Something said about lines of the new file: a review comment or an annotation. */
export type Note = {
  path: string
  startLine: number
  /** Null: about the file, or a line that is gone. */
  endLine: number | null
  render: (replaces: string[] | null) => Html
}
type File = PullRequestView['files'][number]

const SIGNS: Record<PatchLine['kind'], string> = {
  hunk: '',
  context: ' ',
  addition: '+',
  deletion: '-',
  note: '',
}

/** One file of a pull request: its header, its changed lines with numbers, and what is said about them at their lines. */
export function diffFile(file: File, notes: Note[]): Html {
  const lines = parsePatch(file.patch)
  const shown = new Set(lines.flatMap(({ after }) => (after === null ? [] : [after])))
  const elsewhere = notes.filter(({ endLine }) => endLine === null || !shown.has(endLine))
  const [added, removed] = [count(lines, 'addition'), count(lines, 'deletion')]
  return html`<section class="file" id="file-${encodeURIComponent(file.path)}">
<header>${icon('file')} <a class="path" href="#file-${encodeURIComponent(file.path)}">${file.path}</a>
<span class="label">${file.status}</span><span class="counts"><span class="added">+${added}</span> <span class="removed">−${removed}</span></span></header>
${elsewhere.map((note) => html`<div class="note">${note.endLine === null ? null : html`<p class="muted">Line ${note.endLine}, outside of the diff</p>`}${note.render(null)}</div>`)}
<div class="scroll"><table class="diff"><tbody>${lines.map((line) => [row(line, file), ...notesAt(line, lines, notes)])}</tbody></table></div>
${lines.length === 0 ? html`<p class="muted empty">No lines to show: a binary file, or only its name or mode changed.</p>` : null}
</section>`
}

function row(line: PatchLine, file: File): Html {
  if (line.kind === 'hunk' || line.kind === 'note')
    return html`<tr class="${line.kind}"><td class="number"></td><td class="number"></td><td class="sign"></td><td class="code">${line.text}</td></tr>`
  const anchor = `${encodeURIComponent(file.path)}-${line.after === null ? `L${line.before}` : `R${line.after}`}`
  return html`<tr class="${line.kind}" id="${anchor}"><td class="number">${line.before}</td><td class="number">${line.after}</td><td class="sign">${SIGNS[line.kind]}</td><td class="code">${line.text}</td></tr>`
}

function notesAt(line: PatchLine, lines: PatchLine[], notes: Note[]): Html[] {
  if (line.after === null) return []
  return notes
    .filter(({ endLine }) => endLine === line.after)
    .map(
      (note) =>
        html`<tr class="at-line"><td colspan="4"><div class="note">${note.render(linesOf(lines, note.startLine, note.endLine ?? 0))}</div></td></tr>`,
    )
}

function count(lines: PatchLine[], kind: PatchLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length
}

/** The last lines up to the one a comment stands on, as GitHub shows them above it in the conversation. */
export function excerpt(patch: string, endLine: number, most = 4): Html | null {
  const lines = parsePatch(patch)
  const at = lines.findIndex(({ after }) => after === endLine)
  if (at < 0) return null
  const around = lines.slice(Math.max(0, at - most + 1), at + 1).filter(({ kind }) => kind !== 'hunk')
  const file = { path: '', status: '', patch }
  return html`<div class="scroll"><table class="diff"><tbody>${around.map((line) => row(line, file))}</tbody></table></div>`
}
