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
      machine: {
        ...{ uid: process.getuid!(), gid: process.getgid!(), path: '/usr/bin', home: '/root' },
        ...{ forbidden: ['/tmp/runner'], toolCache: null, toolHomes: {}, certificates: {}, hosted: false },
      },
    },
  })
})

test('behind a company’s own authority git and the tools know its certificates, each under the names it may see', () => {
  const env = { ...job, NODE_EXTRA_CA_CERTS: '/etc/ca.pem', SSL_CERT_FILE: '/etc/ca.pem', PIP_CERT: '' }
  expect(readInputs(env)).toHaveProperty('inputs.git', { PATH: '/usr/bin', SSL_CERT_FILE: '/etc/ca.pem' })
  expect(readInputs(env)).toHaveProperty('inputs.machine.certificates', {
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    SSL_CERT_FILE: '/etc/ca.pem',
  })
})

test('of the runner the walls know its own folders, its tools, and whether it was made for this job', () => {
  const env = {
    ...job,
    RUNNER_WORKSPACE: '/runner/_work/shop',
    GITHUB_WORKSPACE: '/runner/_work/shop/shop',
    RUNNER_TOOL_CACHE: '/opt/hostedtoolcache',
    RUNNER_ENVIRONMENT: 'github-hosted',
    JAVA_HOME: '/usr/lib/jvm/17',
    JAVA_HOME_21_X64: '/usr/lib/jvm/21',
    NPM_TOKEN: 'secret',
  }
  const read = readInputs(env)
  expect(read.kind === 'ok' && read.inputs.machine).toMatchObject({
    forbidden: ['/tmp/runner', '/runner/_work/shop/shop', '/runner/_work/shop', '/runner/_work'],
    toolCache: '/opt/hostedtoolcache',
    toolHomes: { JAVA_HOME: '/usr/lib/jvm/17', JAVA_HOME_21_X64: '/usr/lib/jvm/21' },
    hosted: true,
  })
  expect(JSON.stringify(read.kind === 'ok' && read.inputs.machine)).not.toContain('secret')
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
