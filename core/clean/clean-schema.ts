import { z } from 'zod'
import type { Clean } from './clean.ts'

/** Text that was cleaned before it was sent: of the app's word to the runner, which the app alone can give. */
export const cleanSchema = z.string() as unknown as z.ZodType<Clean, string>
