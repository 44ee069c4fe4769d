import { expect, test } from '@jest/globals'
import { readInputs } from '../../action/inputs.ts'
import { KEY } from './stage/assignment.ts'

const run = (server: string) => JSON.stringify({ key: KEY, server })
const job = {
  INPUT_RUN: run('https://reins.example'),
  INPUT_TOKEN: 'ghs_x',
  GITHUB_SERVER_URL: 'https://github.com/',
  RUNNER_TEMP: '/tmp/runner',
  PATH: '/usr/bin',
}

test('a job has what is needed, and git sees programs, proxies and certificates, nothing else', () => {
  const env = { ...job, HTTPS_PROXY: 'http://proxy:3128', ACTIONS_RUNTIME_TOKEN: 'secret', HOME: '/root' }
  expect(readInputs(env)).toEqual({
    kind: 'ok',
    inputs: {
      run: { key: KEY, server: 'https://reins.example' },
      token: 'ghs_x',
      serverUrl: 'https://github.com',
      temp: '/tmp/runner',
      mayIdentify: false,
      git: { PATH: '/usr/bin', HTTPS_PROXY: 'http://proxy:3128' },
      tools: { path: '/usr/bin', certificates: {} },
    },
  })
})

test('behind a company’s own authority git and the tools know its certificates, each under the names it may see', () => {
  const env = { ...job, NODE_EXTRA_CA_CERTS: '/etc/ca.pem', SSL_CERT_FILE: '/etc/ca.pem', PIP_CERT: '' }
  expect(readInputs(env)).toHaveProperty('inputs.git', { PATH: '/usr/bin', SSL_CERT_FILE: '/etc/ca.pem' })
  expect(readInputs(env)).toHaveProperty('inputs.tools', {
    path: '/usr/bin',
    certificates: { NODE_EXTRA_CA_CERTS: '/etc/ca.pem', SSL_CERT_FILE: '/etc/ca.pem' },
  })
})

test.each([
  ['nothing at all', '', /Do not start this workflow by hand/],
  ['words', 'please', /Do not start this workflow by hand/],
  ['another shape', '{"key":"x","server":"https://x"}', /Do not start this workflow by hand/],
  ['a key with more in it', run('https://reins.example').replace(KEY, `${KEY}; curl`), /by hand/],
  ['an address that others can read along', run('http://reins.example'), /is not https/],
])('started with %s, it says what to do', (_, text, sentence) => {
  const read = readInputs({ ...job, INPUT_RUN: text })
  expect(read).toMatchObject({ kind: 'broken', problems: [expect.stringMatching(sentence)] })
})

test('an app on the same machine needs no https', () => {
  expect(readInputs({ ...job, INPUT_RUN: run('http://127.0.0.1:3000') }).kind).toBe('ok')
})

test('outside of a job every missing thing is named', () => {
  const read = readInputs({})
  expect(read.kind === 'broken' && read.problems).toHaveLength(5)
})
