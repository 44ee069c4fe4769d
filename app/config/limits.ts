import { DEFAULT_LIMITS, type Limits, limitsSchema } from '../../core/run/limits.ts'

/** The most a run may take: REINS_LIMITS, JSON with some of them, over our own. */
export function readLimits(text: string | undefined): { limits: Limits; problems: string[] } {
  if (!text) return { limits: DEFAULT_LIMITS, problems: [] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { limits: DEFAULT_LIMITS, problems: [`REINS_LIMITS is not JSON: ${(error as Error).message}.`] }
  }
  const parsed = limitsSchema.partial().safeParse(json)
  if (parsed.success) return { limits: { ...DEFAULT_LIMITS, ...definedOnly(parsed.data) }, problems: [] }
  const problems = parsed.error.issues.map(
    ({ path, message }) => `REINS_LIMITS: ${path.join('.') || 'the value'}: ${message}.`,
  )
  return { limits: DEFAULT_LIMITS, problems }
}

function definedOnly(limits: { [name in keyof Limits]?: number | undefined }): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
