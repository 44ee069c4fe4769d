import { expect, test } from '@jest/globals'
import { secretsOfEnvironment } from '../../../core/redact/environment.ts'

test.each([
  ['GITHUB_TOKEN', 'ghs_x7Lw02bQ', 'repository token'],
  ['ACTIONS_RUNTIME_TOKEN', 'ey.ey.signature', 'runner token'],
  ['NPM_TOKEN', 'npm-12345678', 'value of NPM_TOKEN'],
  ['npm_config__authToken', 'npm-12345678', 'value of npm_config__authToken'],
  ['AWS_SECRET_ACCESS_KEY', '/Lw02bQx7Lw02bQx7Lw02bQx7Lw02bQx7Lw02bQx', 'value of AWS_SECRET_ACCESS_KEY'],
  ['DB_PASSWORD', 'correct horse', 'value of DB_PASSWORD'],
  ['SIGNING_KEY', 'k-02bQx7Lw', 'value of SIGNING_KEY'],
  ['DATABASE', 'postgres://app:pa55-w0rd@db/shop', 'value of DATABASE'],
  ['X`Y_TOKEN', 'npm-12345678', 'value of X_Y_TOKEN'],
])('%s is a secret', (name, value, what) => {
  expect(secretsOfEnvironment({ [name]: value })).toEqual([{ value, what }])
})

test.each([
  ['PATH', '/usr/bin:/bin'],
  ['PWD', '/home/runner/work/shop'],
  ['SSH_KEY_PATH', '/home/runner/.ssh/id_ed25519'],
  ['DEPLOY_TOKEN_FILE', 'run/secrets/deploy'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/home/runner/gcp.json'],
  ['SSH_AUTH_SOCK', '/tmp/ssh-1/agent.7'],
  ['KEYBOARD', 'us-international'],
  ['MONKEY_NAME', 'capuchin-monkey'],
  ['NPM_TOKEN', 'short'],
  ['HOMEPAGE', 'https://example.com/a?b=c'],
])('%s=%s is none', (name, value) => {
  expect(secretsOfEnvironment({ [name]: value })).toEqual([])
})
