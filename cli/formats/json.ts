import type { Format } from './format.ts'

/** Findings as the rules give them: `schemas/report.schema.json`, `findings`. */
export const json: Format = ({ findings, old, waived, ignored, notes, judged }, { showOld }) =>
  `${JSON.stringify({ version: 1, judged, findings: showOld ? [...findings, ...old] : findings, old: old.length, waived, ignored, notes }, null, 2)}\n`
