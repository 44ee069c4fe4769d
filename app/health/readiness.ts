/** Whether this process may be given work: by what it is doing, and by checks that anybody may add. */
export type Readiness = {
  check: () => Promise<Ready>
  started: () => void
  /** From now on nothing new: who sends work to it looks elsewhere. */
  stopping: () => void
}
export type Ready = { ready: true } | { ready: false; failed: string[] }

/** Resolves when all is well, and rejects with why not. */
export type Check = () => Promise<void>

type Options = {
  /** By names that may be told to anybody. */
  checks: Record<string, Check>
  /** Milliseconds that each may take. */
  within?: number
  /** Once when one begins to fail, not each time somebody asks. */
  onFailure: (name: string, error: unknown) => void
}

const WITHIN = 2_000

export function createReadiness({ checks, within = WITHIN, onFailure }: Options): Readiness {
  let phase: 'starting' | 'started' | 'stopping' = 'starting'
  const failing = new Set<string>()
  /** Who asks while checks are under way gets the answer of the same ones. */
  let underway: Promise<Ready> | null = null

  async function passes([name, check]: [string, Check]): Promise<boolean> {
    try {
      await inTime(check, within)
      failing.delete(name)
      return true
    } catch (error) {
      if (!failing.has(name)) onFailure(name, error)
      failing.add(name)
      return false
    }
  }

  async function ask(): Promise<Ready> {
    const all = await Promise.all(
      Object.entries(checks).map(async (one) => [one[0], await passes(one)] as const),
    )
    const failed = all.filter(([, passed]) => !passed).map(([name]) => name)
    return failed.length === 0 ? { ready: true } : { ready: false, failed }
  }

  return {
    async check() {
      if (phase !== 'started') return { ready: false, failed: [phase] }
      underway ??= ask().finally(() => {
        underway = null
      })
      const answer = await underway
      // It may have begun to stop meanwhile.
      return (phase as string) === 'stopping' ? { ready: false, failed: [phase] } : answer
    },
    started() {
      if (phase === 'starting') phase = 'started'
    },
    stopping() {
      phase = 'stopping'
    },
  }
}

async function inTime(check: Check, within: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${within / 1_000} s.`)), within)
  })
  try {
    await Promise.race([check(), late])
  } finally {
    clearTimeout(timer)
  }
}
