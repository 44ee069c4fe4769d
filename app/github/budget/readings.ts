import type { BudgetReading } from '../../metrics/asked.ts'
import type { AccountView } from './budget.ts'

/** What installations have left, as GitHub said it last: of the App itself, and where nothing was said yet, there is no reading. */
export function readingsOf(accounts: AccountView[]): BudgetReading[] {
  return accounts.flatMap(({ account, quota }) =>
    account === 'app' || quota === null
      ? []
      : [{ installation: account, left: quota.remaining, resetAt: quota.reset }],
  )
}
