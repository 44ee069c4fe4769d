/** Who may give an approval that counts. An address is somebody GitHub alone knows: nobody can be counted for it. */
export type Approver =
  | { kind: 'person'; login: string }
  | { kind: 'team'; organization: string; slug: string }
  | { kind: 'address'; address: string }

const LOGIN = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,60})(?:_[A-Za-z0-9]+)?'
const PERSON = new RegExp(`^@(${LOGIN})$`)
const TEAM = new RegExp(`^@(${LOGIN})/([A-Za-z0-9._-]{1,100})$`)
const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,255}$/

/** "@ada", "@acme/payments" or "ada@example.com"; null for anything else. */
export function toApprover(text: string): Approver | null {
  const [, login] = PERSON.exec(text) ?? []
  if (login !== undefined) return { kind: 'person', login }
  const [, organization, slug] = TEAM.exec(text) ?? []
  if (organization !== undefined && slug !== undefined) return { kind: 'team', organization, slug }
  return ADDRESS.test(text) && !text.startsWith('@') ? { kind: 'address', address: text } : null
}

/** As it is written in a file. */
export function nameOf(approver: Approver): string {
  switch (approver.kind) {
    case 'person':
      return `@${approver.login}`
    case 'team':
      return `@${approver.organization}/${approver.slug}`
    case 'address':
      return approver.address
  }
}

/** The same for every spelling of the same person or team: GitHub knows no case in names. */
export function keyOf(approver: Approver): string {
  return nameOf(approver).toLowerCase()
}
