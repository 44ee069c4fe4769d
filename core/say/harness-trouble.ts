import type { HarnessProblem } from '../harness/harness.ts'
import { codeSpan } from '../markdown/write.ts'
import { CHECK_TEXT } from '../run/github-limits.ts'
import { cutLine } from './cut.ts'
import { defuseLine } from './defuse.ts'
import { fitSections } from './fit-sections.ts'
import type { HarnessCheck } from './harness-check.ts'
import { plural } from './numbers.ts'
import { type OwnVersion, ownVersionAnnotations, ownVersionSection } from './own-version.ts'

type Broken = {
  base: { ref: string; sha: string }
  path: string
  problems: HarnessProblem[]
  own: OwnVersion | null
  server: string
}

/**
 * The base's rules are broken: nothing can be judged, and nothing passes for judged. Only a pull request that mends
 * them is let through, or no repository with a required check would get out of this.
 */
export function brokenHarnessCheck({ base, path, problems, own, server }: Broken): HarnessCheck {
  const mends = own !== null && own.kind !== 'broken'
  const shown = problems.map(
    (one) => `- ${path}:${one.line}:${one.column}: ${defuseLine(one.message, { server, most: 1_000 })}`,
  )
  const what = `${codeSpan(path)} on ${codeSpan(base.ref)} at ${base.sha} has ${plural(problems.length, 'mistake')}, so this change could not be judged by it.`
  const next = mends
    ? 'This pull request mends the file.'
    : 'Mend the file in a pull request of its own, then run this check again.'
  return {
    conclusion: own?.kind === 'broken' ? 'failure' : mends ? 'neutral' : 'action_required',
    output: {
      name: 'harness',
      title: mends
        ? 'The rules are broken; this mends them'
        : cutLine(`The rules on ${base.ref} are broken`, 255),
      summary: fitSections(
        [
          { name: 'the outcome', text: `${what} ${next}` },
          {
            name: 'the mistakes',
            text: shown.join('\n'),
          },
          { name: "the pull request's own rules", text: own === null ? '' : ownVersionSection(own, server) },
        ],
        CHECK_TEXT,
        '',
      ),
      text: '',
      annotations: own === null ? [] : ownVersionAnnotations(own),
    },
  }
}

/** GitHub did not give what is needed: nobody is blamed, and nothing passes for judged. */
export function unjudgedCheck({ why, server }: { why: string; server: string }): HarnessCheck {
  const said = defuseLine(why, { server, most: 500 })
  return notJudged(
    `GitHub did not give what is needed to judge this change (${said}). No rule was applied. Run this check again in a few minutes; it is the button "Re-run" of this page.`,
  )
}

/** Judging took more than it may: what nobody can judge does not pass. `why` says what to do as well. */
export function givenUpCheck({ why, server }: { why: string; server: string }): HarnessCheck {
  return notJudged(
    `${defuseLine(why, { server, most: 1_000 })}\n\nWhat could not be judged does not pass: no rule counts as kept.`,
  )
}

function notJudged(summary: string): HarnessCheck {
  const title = 'This change could not be judged'
  return {
    conclusion: 'action_required',
    output: { name: 'harness', title, summary, text: '', annotations: [] },
  }
}
