import { endpoint } from '../http/endpoint.ts'
import { rateLimit } from '../http/rate-limit.ts'

export const meta = [
  endpoint('GET /meta')({
    docs: 'meta/meta#get-apiname-meta-information',
    answer: () => ({
      status: 200,
      body: { verifiable_password_authentication: false, installed_version: '3.19.0' } as {
        verifiable_password_authentication: boolean
      },
    }),
  }),

  endpoint('GET /rate_limit')({
    docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
    answer: ({ world, caller }) => {
      const core = rateLimit(world, caller)
      return {
        status: 200,
        body: { resources: { core, search: core, graphql: rateLimit(world, caller, 'graphql') }, rate: core },
      }
    },
  }),
]
