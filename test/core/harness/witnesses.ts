/**
 * For every key of agent.yml that holds a value, the test that shows it at work: file, then title or a part of it. A key
 * without a line here, and a line whose test is gone, fail in keys.test.ts.
 */
export const WITNESSES: Readonly<Record<string, readonly [file: string, title: string]>> = {
  version: ['core/harness/parse-harness.test.ts', 'A harness in five lines'],
  extends: ['app/narrowing.test.ts', 'holds in the run, with what the repository says itself'],

  'context.always': ['action/workspace.test.ts', 'context comes from the base commit'],
  'context.when[].paths': ['action/context/context.test.ts', '`when` waits until its paths are touched'],
  'context.when[].read': ['action/context/context.test.ts', '`when` waits until its paths are touched'],
  'context.index': ['action/context/context.test.ts', 'the index names what there is to read'],

  'scope.hide': [
    'action/workspace.test.ts',
    'hidden files, links out of the workspace and submodules are not there',
  ],
  'scope.write': ['action/gates.test.ts', 'a patch outside the scope is refused before it is applied'],
  'scope.protect': ['app/implement.test.ts', 'protected paths are published, and wait for a person'],
  'scope.deny': ['core/rules/scope.test.ts', 'vendor/a.js'],

  'tasks.need': ['app/gestures.test.ts', 'is asked for on the issue, and nothing starts until it is there'],
  'tasks.unclear': [
    'action/tasks.test.ts',
    'an unclear task is asked about, or done in its likeliest meaning',
  ],
  'tasks.labels.*.write': ['app/narrowing.test.ts', 'narrow what the run may touch, and choose its model'],
  'tasks.labels.*.protect': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'keep what is protected in any spelling',
  ],
  'tasks.labels.*.deny': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'narrow what may change, each a little further',
  ],
  'tasks.labels.*.hide': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'narrow what may change, each a little further',
  ],
  'tasks.labels.*.read': ['core/harness/narrow/narrow-to-task.test.ts', 'bring context, each file once'],
  'tasks.done': ['action/tasks.test.ts', 'criteria of every task are answered with evidence'],

  'layers.order[].name': [
    'core/rules/layers/apply-layers.test.ts',
    'A layer that imports one above it is told',
  ],
  'layers.order[].paths': [
    'core/rules/layers/apply-layers.test.ts',
    'A layer imports itself, what is below it',
  ],
  'layers.order[].why': [
    'core/rules/layers/apply-layers.test.ts',
    'A layer that imports one above it is told',
  ],
  'layers.order[].fix': [
    'core/rules/layers/apply-layers.test.ts',
    'A layer that imports one above it is told',
  ],
  'layers.shared': ['core/rules/layers/apply-layers.test.ts', 'from shared to a layer'],
  'layers.cycles': ['core/rules/layers/cycles.test.ts', 'Files that import each other in a circle are shown'],
  'layers.deny[].from': ['core/rules/layers/apply-layers.test.ts', 'say whose they are, and may be excepted'],
  'layers.deny[].to': ['core/rules/layers/apply-layers.test.ts', 'Imports that are denied'],
  'layers.deny[].except': [
    'core/rules/layers/apply-layers.test.ts',
    'say whose they are, and may be excepted',
  ],
  'layers.deny[].why': ['core/rules/layers/apply-layers.test.ts', 'say whose they are, and may be excepted'],
  'layers.deny[].fix': ['core/rules/layers/apply-layers.test.ts', 'say whose they are, and may be excepted'],
  'layers.baseline': ['core/rules/layers/apply-layers.test.ts', 'counts all the same with `baseline: false`'],

  'setup.run': ['action/ending.test.ts', 'setup fails: the agent is not started'],
  'setup.network': ['action/setup.test.ts', 'without, it reaches none'],
  'setup.timeout': ['action/setup.test.ts', 'one that takes too long ends the run'],

  'checks[].name': ['core/harness/parse-harness.test.ts', 'A check that is no script of a package manager'],
  'checks[].run': ['action/gates.test.ts', 'a check fails after the agent was done'],
  'checks[].parse': ['action/gates.test.ts', 'a check is judged by the file it wrote now'],
  'checks[].fix': ['action/gates/mend.test.ts', 'what the fix command of a check mends'],
  'checks[].timeout': ['core/checks/parse-check.test.ts', 'a check that was stopped says its limit'],
  'checks[].retry': ['action/gates.test.ts', 'a check that passes on its second try counts as passed'],
  'checks[].paths': ['action/gates/commands.test.ts', 'a check watches globs as everywhere'],
  'checks[].required': ['action/gates.test.ts', 'a check that is not required warns'],

  'invariants[].id': ['core/rules/apply-rules.test.ts', 'A finding says where, why and how to mend it'],
  'invariants[].paths': ['core/rules/apply-rules.test.ts', 'A rule holds where its paths say'],
  'invariants[].regex': ['core/rules/apply-rules.test.ts', 'A finding says where, why and how to mend it'],
  'invariants[].flags': ['core/rules/apply-rules.test.ts', 'regex: todo, flags: i'],
  'invariants[].ast.language': ['core/rules/invariants/ast.test.ts', 'Which files a rule is about'],
  'invariants[].ast.rule': ['core/rules/invariants/ast.test.ts', 'What matches is shown at its place'],
  'invariants[].ast.constraints': [
    'core/syntax/ast.test.ts',
    'rules combine, and constraints and utils hold',
  ],
  'invariants[].ast.utils': ['core/syntax/ast.test.ts', 'rules combine, and constraints and utils hold'],
  'invariants[].pair.when': [
    'core/rules/invariants/pairs.test.ts',
    'A change of one side asks for the other',
  ],
  'invariants[].pair.also': [
    'core/rules/invariants/pairs.test.ts',
    'A change of one side asks for the other',
  ],
  'invariants[].run': ['action/gates/commands.test.ts', 'a rule that is a command finds what breaks it'],
  'invariants[].parse': ['action/gates/commands.test.ts', 'a rule that is a command finds what breaks it'],
  'invariants[].timeout': ['action/gates/commands.test.ts', 'a rule that takes longer than its time fails'],
  'invariants[].ask': ['action/ask/ask.test.ts', 'a model judges the change by the rule'],
  'invariants[].level': ['action/gates/commands.test.ts', 'a rule below error never blocks'],
  'invariants[].why': ['core/rules/apply-rules.test.ts', 'A finding says where, why and how to mend it'],
  'invariants[].fix': ['action/gates.test.ts', 'the agent breaks a rule, is told the fix at once'],
  'invariants[].replace': ['core/rules/apply-rules.test.ts', 'Replacements'],
  'invariants[].examples.bad': [
    'core/harness/read-harness.test.ts',
    'One that fails its examples is rejected',
  ],
  'invariants[].examples.good': [
    'core/harness/read-harness.test.ts',
    'One that fails its examples is rejected',
  ],
  'invariants[].source': ['core/rules/apply-rules.test.ts', 'A finding says where, why and how to mend it'],

  'waivers[].rule': ['core/rules/exceptions/waivers.test.ts', 'A waiver takes out what its rule finds'],
  'waivers[].paths': ['core/rules/exceptions/waivers.test.ts', 'A waiver takes out what its rule finds'],
  'waivers[].until': ['core/rules/exceptions/waivers.test.ts', 'A waiver holds until the end of its day'],
  'waivers[].why': ['core/rules/exceptions/waivers.test.ts', 'A waiver takes out what its rule finds'],

  'limits.turns': ['action/agent/stops.test.ts', 'turns and tool calls are limited'],
  'limits.cost': [
    'action/agent/stops.test.ts',
    'the call that could cost more than what is left is not made',
  ],
  'limits.time': ['action/ending.test.ts', 'the time limit ends the agent'],
  'limits.repairs': ['action/gates.test.ts', 'a finding that survives three rounds ends the run'],
  'limits.files': ['core/rules/judge-changes.test.ts', 'files'],
  'limits.lines': ['core/rules/judge-changes.test.ts', 'lines'],
  'limits.month': ['app/gestures.test.ts', 'what runs under way may still take counts'],
  'limits.concurrent': ['app/gestures.test.ts', 'so many runs at a time, and no more'],

  'review.comments.max': ['core/say/review.test.ts', 'the repository says how many'],
  'review.comments.min_level': ['core/say/review.test.ts', 'the repository says how many'],
  'review.comments.filter': ['core/say/review.test.ts', 'the repository says how many'],
  'review.suggestions': ['core/rules/verify-replacements.test.ts', 'all: every replacement; none: none'],
  'review.humans[].when.paths': [
    'core/approvals/find-demands.test.ts',
    'who asks the same people for as many is one demand',
  ],
  'review.humans[].when.kind': ['app/approvals/owners.test.ts', 'a kind of change is shown with its place'],
  'review.humans[].by': ['app/approvals/people.test.ts', 'a member of a team counts'],
  'review.humans[].count': [
    'core/approvals/judge-approvals.test.ts',
    'counts once for a demand, however often it was given',
  ],

  'triggers.who': ['app/gestures.test.ts', 'from somebody who may not start runs is answered with why'],
  'triggers.command': ['app/refusals.test.ts', 'another word than /agent can be chosen'],
  'triggers.label': ['app/gestures.test.ts', 'that the rules name asks for work'],
  'triggers.assign': ['app/gestures.test.ts', 'of the App asks for work when the rules say so'],
  'triggers.bots': ['app/gestures.test.ts', 'that the rules name may ask like a person'],

  'agents.implementer.model': [
    'app/narrowing.test.ts',
    'narrow what the run may touch, and choose its model',
  ],
  'agents.implementer.scope.write': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'A role narrows like a label',
  ],
  'agents.implementer.scope.protect': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'A role narrows like a label',
  ],
  'agents.implementer.scope.deny': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'A role narrows like a label',
  ],
  'agents.implementer.scope.hide': [
    'core/harness/narrow/narrow-to-task.test.ts',
    'A role narrows like a label',
  ],

  'agents.planner.model': ['app/plans.test.ts', 'the planner gets its model'],
  'agents.planner.approve': ['action/plan/plan.test.ts', 'waits where every plan waits'],
  'agents.reviewer.model': [
    'action/review/review.test.ts',
    'what the reviewer costs is counted at the price',
  ],

  'models.strong': ['app/refusals.test.ts', 'a model the operator does not serve is named'],
  'models.other': ['app/narrowing.test.ts', 'narrow what the run may touch, and choose its model'],
}
