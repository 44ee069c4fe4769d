import type { DemoResult } from './result.ts'

/** The pull request as text, with its check run and annotations. */
export function tellResult(result: DemoResult): string[] {
  const { pullRequest } = result
  const lines: string[] = ['']
  if (pullRequest) {
    lines.push(rule(`pull request #${pullRequest.number}${pullRequest.draft ? ' (draft)' : ''}`))
    lines.push(pullRequest.title, `${pullRequest.head} → ${pullRequest.base}, by ${pullRequest.author}`, '')
    lines.push(...pullRequest.body.split('\n'), '')
    for (const file of pullRequest.files) {
      lines.push(rule(`${file.status} ${file.path}`), ...file.patch.split('\n'), '')
    }
  }
  for (const check of result.checkRuns) {
    lines.push(rule(`check run ${check.name}: ${check.conclusion ?? check.status}`))
    lines.push(check.output.title ?? '', ...(check.output.summary ?? '').split('\n'), '')
    for (const note of check.annotations) {
      lines.push(`${note.annotation_level} ${note.path}:${note.start_line}  ${note.title ?? ''}`)
      lines.push(...note.message.split('\n').map((line) => `    ${line}`))
    }
    lines.push('')
  }
  for (const review of result.reviews) {
    lines.push(rule(`review by ${review.actor}: ${review.state}`), ...review.body.split('\n'))
    for (const comment of review.comments) {
      lines.push(
        '',
        `${comment.path}:${comment.line ?? '?'}`,
        ...comment.body.split('\n').map((line) => `    ${line}`),
      )
    }
    lines.push('')
  }
  return lines.map((line) => line.replace(/<!--[\s\S]*?-->/g, '').trimEnd())
}

function rule(title: string): string {
  return `── ${title} ${'─'.repeat(Math.max(0, 76 - title.length))}`
}
