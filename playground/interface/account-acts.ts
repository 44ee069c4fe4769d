/** People and organizations, and what they may. */
export type AccountActs = {
  /** A person. Whoever is named elsewhere for the first time gets an account, too; `…[bot]` becomes a bot. */
  user: (login: string) => void
  /** The account is gone, as after its owner deleted it; what it wrote stays. */
  forget: (login: string) => void
  /** Makes the owner an organization, with the logins of its teams by slug; a team may be a part of another. */
  organization: (
    login: string,
    teams?: Record<string, string[] | { members: string[]; parent: string }>,
  ) => void
  permit: (
    repository: string,
    login: string,
    permission: 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin',
  ) => void
  /** A personal access token of a user, for the tests' own calls. */
  token: (login: string) => string
}
