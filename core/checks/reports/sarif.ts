import { z } from 'zod'
import type { Level } from '../../rules/finding.ts'
import type { Draft, Format, Place, Repo } from '../format.ts'
import { embeddedJson } from './embedded-json.ts'
import { createSarifPlaces, type SarifPlaces } from './sarif-places.ts'
import { type Message, type Result, type Rule, type Run, sarifSchema } from './sarif-schema.ts'

const LEVELS: Record<string, Level> = { error: 'error', warning: 'warn', note: 'info', none: 'info' }

/** SARIF 2.1.0, from a file or from the output. */
export const sarif: Format = {
  name: 'sarif',
  structured: true,
  sniff: (text) => /"runs"\s*:\s*\[/.test(text) && /"version"\s*:\s*"2\.1\.0"/.test(text),
  parse(text, repo) {
    const json = embeddedJson(text)
    if (json.kind === 'broken') return json
    const parsed = sarifSchema.safeParse(json.value)
    if (!parsed.success)
      return {
        kind: 'broken',
        why: `it is not SARIF 2.1.0: ${z.prettifyError(parsed.error).split('\n').join(' ')}`,
      }
    return { kind: 'drafts', drafts: parsed.data.runs.flatMap((run) => runDrafts(run, repo)) }
  },
}

function runDrafts(run: Run, repo: Repo): Draft[] {
  const places = createSarifPlaces(run, repo)
  const remarks = (run.results ?? []).filter(counts).map((result) => toDraft(result, { run, places }))
  return [...remarks, ...notifications(run, places)]
}

/** What passed, was suppressed, or is gone is no remark. */
function counts({ kind, suppressions, baselineState }: Result): boolean {
  if (kind === 'pass' || kind === 'notApplicable' || baselineState === 'absent') return false
  return !(suppressions ?? []).some(({ status }) => status === undefined || status === 'accepted')
}

function toDraft(result: Result, { run, places }: { run: Run; places: SarifPlaces }): Draft {
  const rule = ruleOf(result, run)
  const id = result.ruleId ?? result.rule?.id ?? rule?.id ?? ''
  const place = places.of(result.locations?.[0])
  const mended = places.mend(result, place)
  const why = rule?.fullDescription?.text ?? rule?.shortDescription?.text
  const message = messageText(result.message, rule) || why || id || 'A remark without a message.'
  return {
    id,
    level: levelOf(result, rule),
    place: mended?.place ?? place,
    message,
    fix: result.fixes?.[0]?.description?.text ?? rule?.help?.text ?? rule?.help?.markdown,
    why: why === message ? undefined : why,
    source: rule?.helpUri === undefined ? undefined : [rule.helpUri],
    replacement: mended?.replacement,
  }
}

/** §3.27.9–10: a result's own level, else its kind, else its rule's default, else "warning". */
function levelOf({ level, kind }: Result, rule: Rule | undefined): Level {
  if (kind === 'informational') return 'info'
  if (kind === 'review' || kind === 'open') return 'warn'
  return LEVELS[level ?? rule?.defaultConfiguration?.level ?? 'warning'] ?? 'warn'
}

/** §3.52.3: by index into its component, else by id, where "CA1000/1" belongs to the rule "CA1000". */
function ruleOf({ ruleId, ruleIndex, rule }: Result, { tool }: Run): Rule | undefined {
  const extension = rule?.toolComponent?.index
  const rules = (extension === undefined ? tool.driver : tool.extensions?.[extension])?.rules ?? []
  const byIndex = rules[rule?.index ?? ruleIndex ?? -1]
  if (byIndex !== undefined) return byIndex
  const id = ruleId ?? rule?.id
  if (id === undefined) return undefined
  return rules.find((one) => one.id === id) ?? rules.find((one) => id.startsWith(`${one.id}/`))
}

/** §3.11: text as it stands, or looked up by id with {0} replaced. */
function messageText(message: Message, rule: Rule | undefined): string {
  const found = message.id === undefined ? undefined : rule?.messageStrings?.[message.id]
  const text = message.text ?? message.markdown ?? found?.text ?? found?.markdown ?? ''
  if (message.arguments === undefined) return text
  return text.replace(/\{(\d{1,3})\}/g, (whole, index: string) => message.arguments?.[Number(index)] ?? whole)
}

/** A tool that could not do its work says so here: never silent. */
function notifications({ invocations = [] }: Run, places: SarifPlaces): Draft[] {
  return invocations
    .flatMap(({ toolExecutionNotifications = [], toolConfigurationNotifications = [] }) => [
      ...toolExecutionNotifications,
      ...toolConfigurationNotifications,
    ])
    .filter(({ level }) => level === 'error')
    .map(({ message, locations }) => {
      const place: Place = places.of(locations?.[0])
      return { id: '', level: 'error', place, message: messageText(message, undefined) || 'The tool failed.' }
    })
}
