import type { Finding, Level } from '../../core/rules/finding.ts'
import type { Format } from './format.ts'

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Format = ({ findings, old }, { showOld }) => {
  const all = showOld ? [...findings, ...old] : findings
  const rules = [...Map.groupBy(all, ({ rule }) => rule)].map(([id, [first]]) => toRule(id, first))
  const index = new Map(rules.map(({ id }, at) => [id, at]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'reins', informationUri: 'https://github.com/reins-dev/reins', rules } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        results: all.map((finding) => toResult(finding, index.get(finding.rule) ?? 0)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const LEVEL: Record<Level, string> = { error: 'error', warn: 'warning', info: 'note' }

function toRule(id: string, finding: Finding | undefined) {
  const { why, fix, source } = finding ?? {}
  return {
    id,
    ...(why !== undefined && { fullDescription: { text: why } }),
    ...(fix !== undefined && { help: { text: fix } }),
    ...(source?.[0]?.startsWith('https://') && { helpUri: source[0] }),
  }
}

function toResult(finding: Finding, ruleIndex: number) {
  const { rule, level, message, fingerprint, preexisting, path, range, replacement, fix } = finding
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[level],
    message: { text: fix === undefined ? message : `${message}\nFix: ${fix}` },
    ...(path !== null && {
      locations: [{ physicalLocation: { artifactLocation: artifact(path), ...region(range) } }],
    }),
    partialFingerprints: { 'reins/v1': fingerprint },
    baselineState: preexisting ? 'unchanged' : 'new',
    ...(replacement !== undefined &&
      path !== null &&
      range !== null && { fixes: [toFix({ path, range, replacement })] }),
  }
}

function region(range: Finding['range']) {
  return range === null ? {} : { region: range }
}

/** The replacement stands for whole lines. */
function toFix({
  path,
  range,
  replacement,
}: {
  path: string
  range: NonNullable<Finding['range']>
  replacement: string
}) {
  const { startLine, endLine } = range
  return {
    description: { text: 'What the rule itself suggests.' },
    artifactChanges: [
      {
        artifactLocation: artifact(path),
        replacements: [{ deletedRegion: { startLine, endLine }, insertedContent: { text: replacement } }],
      },
    ],
  }
}

function artifact(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' }
}
