import { raw, refused } from './door.ts'

const path = (path: string, method = 'POST') =>
  refused(`${method} ${path}`, (door) => raw(door, { path, method }), {
    status: 404,
    says: /There is nothing here/,
  })

/** Everything else that a provider serves, and ways to write a path so that two programs read it differently. */
export const OTHER_PATHS = [
  path('/model/v1/models', 'GET'),
  path('/model/v1/files'),
  path('/model/v1/files', 'GET'),
  path('/model/v1/batches'),
  path('/model/v1/vector_stores'),
  path('/model/v1/assistants'),
  path('/model/v1/threads/runs'),
  path('/model/v1/fine_tuning/jobs'),
  path('/model/v1/embeddings'),
  path('/model/v1/images/generations'),
  path('/model/v1/audio/transcriptions'),
  path('/model/v1/realtime/client_secrets'),
  path('/model/v1/organization/admin_api_keys', 'GET'),
  path('/model/v1/organization/costs', 'GET'),
  path('/model/v1/completions'),
  path('/model/v1/conversations'),
  path('/model/v1/containers'),
  path('/model/v1/responses', 'GET'),
  path('/model/v1/responses/resp_1', 'GET'),
  path('/model/v1/responses/resp_1', 'DELETE'),
  path('/model/v1/responses/resp_1/cancel'),
  path('/model/v1/responses/resp_1/input_items', 'GET'),
  path('/model/v1/responses/compact'),
  path('/model/v1/responses/'),
  path('/model/v1/responses/../files'),
  path('/model/v1/responses/%2e%2e/files'),
  path('/model/v1/responses%2f..%2ffiles'),
  path('/model/v1//responses'),
  path('//model/v1/responses'),
  path('/model/v1/responses;/files'),
  path('/model/v2/responses'),
  path('/v1/responses'),
  path('/model'),
  path('http://169.254.169.254/latest/meta-data/', 'GET'),
]
