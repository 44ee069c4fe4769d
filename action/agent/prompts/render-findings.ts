import type { Finding } from '../../../core/rules/finding.ts'
import type { Gate, GateResult } from '../../../core/run/gate.ts'
import { cutOutput } from '../../sandbox/cut-output.ts'
import { fence, inline } from './fence.ts'

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
}): string {
  const { gates, round, stubborn = new Set(), mended = [] } = found
  const fresh = found.findings.filter((finding) => !finding.preexisting)
  const sorted = fresh.toSorted((a, b) => ORDER[a.level] - ORDER[b.level])
  const shown = sorted.slice(0, MAX_FINDINGS)
  const failed = gates
    .map((gate) => gate.after)
    .filter(({ status }) => status === 'failed' || status === 'timed_out')
  const parts = [
    round === 0
      ? 'The edit is made, and it breaks rules of this repository:'
      : `The gates ran (round ${round}) and the change cannot be published yet. Mend what is listed, run the checks it came from, then call finish again.`,
    mended.length === 0
      ? ''
      : `${mended.map((one) => inline(one, MAX_MESSAGE)).join(' ')} Read them again before you edit.`,
    failed.map(renderGate).join('\n'),
    ...shown.map((finding) => renderFinding(finding, stubborn.has(finding.fingerprint))),
    sorted.length > shown.length ? `${sorted.length - shown.length} more are not shown.` : '',
  ]
  return cutOutput(parts.filter((part) => part !== '').join('\n\n'), MAX_ALL)
}

function renderGate({ name, status, required, exitCode, note }: GateResult): string {
  const how =
    status === 'timed_out' ? 'timed out' : exitCode === null ? 'failed' : `failed with exit code ${exitCode}`
  return `- ${inline(name)} ${how}${required ? '' : ' (not required)'}${note === undefined ? '' : `: ${inline(note, MAX_MESSAGE)}`}`
}

/** The rule's fix is the repository's own word; message and place come from a tool's output and are data. */
function renderFinding(
  { rule, level, path, range, message, fix, why }: Finding,
  isStubborn: boolean,
): string {
  const lines =
    range === null
      ? ''
      : range.endLine > range.startLine
        ? `:${range.startLine}-${range.endLine}`
        : `:${range.startLine}`
  const place = path === null ? '' : ` at ${inline(path)}${lines}`
  return [
    `### ${level}: ${inline(rule)}${place}`,
    fence('data', cutOutput(message, MAX_MESSAGE)),
    why === undefined ? '' : `Why: ${inline(why, MAX_MESSAGE)}`,
    fix === undefined ? '' : `How to mend it: ${inline(fix, MAX_MESSAGE)}`,
    isStubborn ? 'It stood two rounds already: what you tried does not work. Change the approach.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n')
}
