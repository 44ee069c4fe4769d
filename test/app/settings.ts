import { generateKeyPairSync } from 'node:crypto'
import type { AppConfig } from '../../app/config.ts'
import { readConfig } from '../../app/config.ts'

/** A key of an App that exists nowhere. */
export const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

/** What an operator has to set, and no more. */
export const variables: Record<string, string> = {
  APP_ID: '7',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: 'a-secret-of-the-webhook',
  REINS_URL: 'https://reins.example',
  OPENAI_API_KEY: 'sk-operator',
}

/** Nothing listens there: no test reaches out to GitHub. */
export const NOWHERE = { GITHUB_API_URL: 'http://127.0.0.1:9' }

/** Settings as readConfig reads them; throws with its sentences when they are refused. */
export function settings(more: Record<string, string> = {}): AppConfig {
  const read = readConfig({ ...variables, ...more })
  if (read.kind === 'broken') throw new Error(read.problems.join('\n'))
  return read.config
}
