import { setTimeout as pause } from 'node:timers/promises'

/**
 * Work that never pauses gives jest no moment to see that a test's time is up. Awaited behind such work, this is the
 * moment: what took longer than the test's timeout fails by it.
 */
export const letTimeRunOut = (): Promise<void> => pause(0)
