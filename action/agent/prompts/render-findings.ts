import type { Prompt } from '../../../core/clean/clean.ts'
import { output } from '../../../core/clean/output.ts'
import { code, fence, inline, joined, prompt } from '../../../core/clean/prompt.ts'
import { source } from '../../../core/clean/source.ts'
import type { Finding } from '../../../core/rules/finding.ts'
import type { Gate, GateResult } from '../../../core/run/gate.ts'
import { cutOutput } from '../../sandbox/cut-output.ts'

const MAX_FINDINGS = 50
const MAX_MESSAGE = 4_000
const MAX_ALL = 40_000
const ORDER = { error: 0, warn: 1, info: 2 }

/**
 * What the gates found, for the agent. `round` counts from 1; 0 is a first look right after an edit.
 *
 * @param found.stubborn Fingerprints of findings that stood two rounds already: those get told to be tackled another way.
 */
export function renderFindings(found: {
  findings: Finding[]
  gates: Gate[]
  round: number
  stubborn?: ReadonlySet<string>
  /** What commands of the repository changed meanwhile, in sentences. */
  mended?: string[]
}): Prompt {
  const { gates, round, stubborn = new Set(), mended = [] } = found
  const fresh = found.findings.filter((finding) => !finding.preexisting)
  const sorted = fresh.toSorted((a, b) => ORDER[a.level] - ORDER[b.level])
  const failed = gates
    .map((gate) => gate.after)
    .filter(({ status }) => status === 'failed' || status === 'timed_out')
  const parts = [
    round === 0
      ? prompt`The edit is made, and it breaks rules of this repository:`
      : prompt`The gates ran (round ${round}) and the change cannot be published yet. Mend what is listed, run the checks it came from, then call finish again.`,
    mended.length === 0
      ? prompt``
      : prompt`Commands of the repository changed files; read them again before you edit:\n${joined(
          mended.map((one) => prompt`- ${inline(one, MAX_MESSAGE)}`),
          '\n',
        )}`,
    joined(failed.map(renderGate), '\n'),
  ]
  const checks = gates.filter(({ after }) => after.kind === 'check').map(({ after }) => after.name)
  const shown = fitting(sorted, (finding) =>
    renderFinding(finding, {
      isStubborn: stubborn.has(finding.fingerprint),
      check: checks.find((name) => finding.rule === name || finding.rule.startsWith(`${name}/`)) ?? null,
    }),
  )
  const more = sorted.length - shown.length
  return joined([...parts, ...shown, more > 0 ? prompt`${more} more are not shown.` : prompt``])
}

/** As many as there is room for, whole: half a fence would let out what is in it. */
function fitting(findings: Finding[], render: (finding: Finding) => Prompt): Prompt[] {
  const shown: Prompt[] = []
  let room = MAX_ALL
  for (const finding of findings.slice(0, MAX_FINDINGS)) {
    const text = render(finding)
    room -= text.length
    if (room < 0 && shown.length > 0) break
    shown.push(text)
  }
  return shown
}

function renderGate({ name, status, required, exitCode, note }: GateResult): Prompt {
  const how =
    status === 'timed_out'
      ? prompt`timed out`
      : exitCode === null
        ? prompt`failed`
        : prompt`failed with exit code ${exitCode}`
  const remark = note === undefined ? prompt`` : prompt`: ${inline(note, MAX_MESSAGE)}`
  return prompt`- ${inline(name)} ${how}${required ? prompt`` : prompt` (not required)`}${remark}`
}

/**
 * What a rule says of itself is the repository's own word. Of a finding of a check, everything but the check's name was
 * written by a tool, which says what the code it looks at likes: all of it is data. Places are names of files.
 */
function renderFinding(
  { rule, level, path, range, message, fix, why }: Finding,
  { isStubborn, check }: { isStubborn: boolean; check: string | null },
): Prompt {
  const lines =
    range === null
      ? prompt``
      : range.endLine > range.startLine
        ? prompt`:${range.startLine}-${range.endLine}`
        : prompt`:${range.startLine}`
  const place = path === null ? prompt`` : prompt` at ${code(path)}${lines}`
  const said =
    check === null
      ? [message]
      : [
          ...(rule === check ? [] : [rule.slice(check.length + 1)]),
          message,
          ...(why === undefined ? [] : [`Why: ${why}`]),
          ...(fix === undefined ? [] : [`How to mend it: ${fix}`]),
        ]
  return joined(
    [
      prompt`### ${inline(level)}: ${inline(check ?? rule)}${place}`,
      fence(prompt`data`, source(cutOutput(output(said.join('\n')), MAX_MESSAGE))),
      why === undefined || check !== null ? prompt`` : prompt`Why: ${inline(why, MAX_MESSAGE)}`,
      fix === undefined || check !== null ? prompt`` : prompt`How to mend it: ${inline(fix, MAX_MESSAGE)}`,
      isStubborn
        ? prompt`It stood two rounds already: what you tried does not work. Change the approach.`
        : prompt``,
    ],
    '\n',
  )
}
