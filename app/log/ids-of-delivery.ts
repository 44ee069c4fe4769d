import { z } from 'zod'
import type { Delivery } from '../inbox/inbox.ts'
import type { Ids } from './scope.ts'

const idSchema = z.object({ id: z.int().positive() }).optional().catch(undefined)
const payloadSchema = z.object({ installation: idSchema, repository: idSchema }).catch({})

/** Numbers of its payload, as far as it has them; nothing else of it may stand in the log. */
export function idsOfDelivery({ guid, payload }: Pick<Delivery, 'guid' | 'payload'>): Ids {
  const { installation, repository } = payloadSchema.parse(payload)
  return {
    delivery: guid,
    ...(installation && { installation: installation.id }),
    ...(repository && { repository: repository.id }),
  }
}
