import { expect, test } from '@jest/globals'
import type { Finding } from '../../../core/rules/finding.ts'
import { failedGates } from '../../../core/run/failed-gates.ts'
import type { GateResult } from '../../../core/run/gate.ts'

const gate = (status: GateResult['status'], more: Partial<GateResult> = {}): GateResult => ({
  name: 'test',
  kind: 'check',
  status,
  required: true,
  exitCode: status === 'passed' ? 0 : 1,
  ms: 1,
  findings: 0,
  ...more,
})
const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule,
  level: 'error',
  path: null,
  range: null,
  message: 'no',
  fingerprint: 'f',
  preexisting: false,
  ...more,
})
const rules = (status: GateResult['status']) => gate(status, { name: 'rules', kind: 'rules' })

test.each([
  ['nothing failed', [{ before: gate('passed'), after: gate('passed') }], [], []],
  ['the agent broke a check', [{ before: gate('passed'), after: gate('failed') }], [], ['test']],
  ['a check that was not run before fails', [{ before: null, after: gate('failed') }], [], ['test']],
  ['a check hangs that did not', [{ before: gate('passed'), after: gate('timed_out') }], [], ['test']],
  ['it was failing already', [{ before: gate('failed'), after: gate('failed') }], [], []],
  [
    'it was failing already, with the same findings',
    [{ before: gate('failed'), after: gate('failed') }],
    [finding('test', { preexisting: true })],
    [],
  ],
  [
    'it was failing already, and says something new',
    [{ before: gate('failed'), after: gate('failed') }],
    [finding('test/another', { preexisting: false })],
    ['test'],
  ],
  [
    'a check that is not required fails',
    [{ before: gate('passed'), after: gate('failed', { required: false }) }],
    [finding('test')],
    [],
  ],
  [
    'a rule is broken',
    [{ before: null, after: rules('failed') }],
    [finding('no-console')],
    ['rules', 'no-console'],
  ],
  [
    'a rule was broken before',
    [{ before: null, after: rules('passed') }],
    [finding('no-console', { preexisting: true })],
    [],
  ],
  [
    'a rule only warns',
    [{ before: null, after: rules('passed') }],
    [finding('no-console', { level: 'warn' })],
    [],
  ],
  [
    'the report says the rules passed and lists an error',
    [{ before: null, after: rules('passed') }],
    [finding('no-console'), finding('no-console')],
    ['no-console'],
  ],
])('%s', (_, gates, findings, failed) => {
  expect(failedGates({ gates, findings })).toEqual(failed)
})
