/**
 * Everything the app thinks about that a stranger may have written: rules, changes, reports, comments. Each is a function
 * of plain data, loaded only where it is carried out (child.ts), so that nothing of it can run in the app's own process.
 * `what` begins a sentence, `advice` ends one; `within` is in milliseconds.
 */
export const TASKS = {
  comment: {
    what: 'Reading this comment',
    advice: 'Write the command in a short comment of its own.',
    within: 5_000,
    load: async () => (await import('../commands/find-commands.ts')).findCommands,
  },
  rules: {
    what: 'Reading the rules',
    advice: 'Make `.github/agent.yml` simpler: shorter expressions, `ast` rules and examples.',
    within: 5_000,
    load: async () => (await import('../commands/read-rules.ts')).readRules,
  },
  detect: {
    what: 'Finding out how this repository is built',
    advice: 'Say it in `.github/agent.yml`; then nothing has to be found out.',
    within: 5_000,
    load: async () => (await import('../../core/harness/detect-harness.ts')).detectHarness,
  },
  change: {
    what: 'Applying the rules to this change',
    advice:
      'Split the change, or leave out what no person wrote (generated or minified files, very long lines); or make the rules simpler.',
    within: 10_000,
    load: async () => (await import('../pull-requests/apply-to-change.ts')).applyToChange,
  },
  ownRules: {
    what: 'Comparing the rules of this change with those of its base',
    advice: 'Make `.github/agent.yml` simpler.',
    within: 5_000,
    load: async () => (await import('../pull-requests/compare-own-rules.ts')).compareOwnRules,
  },
  hits: {
    what: 'Counting what the new rules would find',
    advice: 'Make the new rules simpler, or give them fewer `paths`.',
    within: 10_000,
    load: async () => (await import('../pull-requests/hits-of-rules.ts')).hitsOfRules,
  },
  kinds: {
    what: 'Finding out what kind of change this is',
    advice: 'Split the change, or leave out what no person wrote.',
    within: 10_000,
    load: async () => (await import('../approvals/find-kinds.ts')).findKinds,
  },
  demands: {
    what: 'Finding out whose approval this change asks for',
    advice: 'Make CODEOWNERS and `review.humans` simpler, or split the change.',
    within: 5_000,
    load: async () => (await import('../approvals/demands-of-owners.ts')).demandsOfOwners,
  },
  report: {
    what: 'Judging what the runner reported',
    advice: 'Ask for a smaller change, or make the rules simpler.',
    within: 20_000,
    load: async () => (await import('../publish/judge-report.ts')).judgeReport,
  },
} as const satisfies Record<string, Task>

type Task = {
  what: string
  advice: string
  within: number
  load: () => Promise<(input: never) => unknown>
}
type Perform<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]['load']>>

export type TaskName = keyof typeof TASKS
export type Input<Name extends TaskName> = Parameters<Perform<Name>>[0]
export type Output<Name extends TaskName> = Awaited<ReturnType<Perform<Name>>>

/** Carries out a task for one installation. @throws Unjudged when it takes too much; then nothing is known. */
export type Judge = <Name extends TaskName>(task: Name, input: Input<Name>) => Promise<Output<Name>>
