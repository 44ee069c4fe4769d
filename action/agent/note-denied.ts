import type { Denied } from '../../core/run/report.ts'
import { cutText } from './cut-text.ts'

const MAX_DENIED = 200

type Noted = Omit<Denied, 'count'> & { count?: number }

/** Adds a refusal to the digest; the same one again only counts. */
export function noteDenied(denied: Denied[], { count = 1, ...refused }: Noted): void {
  const what = cutText(refused.what, 500)
  const why = cutText(refused.why, 1_000)
  const same = denied.find((one) => one.tool === refused.tool && one.what === what && one.why === why)
  if (same !== undefined) same.count += count
  else if (denied.length < MAX_DENIED) denied.push({ tool: refused.tool, what, why, count })
}
