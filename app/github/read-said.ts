import type { RepositoryClient } from './installation.ts'

/** A person or a bot; `login` as REST writes it: "dependabot[bot]". */
export type Author = { id: number; login: string; isBot: boolean }
/** A text from this time on, and who made it so; null: the account is gone. */
export type Version = { id: string; at: string; by: Author | null; body: string }
export type History = {
  /** Oldest first, the one that stands now last. */
  versions: Version[]
  /** Whether the first of them is the text as it was written: GitHub tells the newest, and people may delete some. */
  whole: boolean
}
export type Gestured = { id: string; at: string; by: Author | null; added: boolean } & (
  | { label: string }
  | { assignee: string }
)

/** What stands at GitHub about an issue or pull request, and about what was said or done to it. */
export type Said = {
  repository: { id: number; owner: string; name: string; private: boolean; archived: boolean }
  /** Of the default branch; null: there is no commit yet. */
  head: { ref: string; sha: string } | null
  subject: {
    number: number
    url: string
    title: string
    /** Changes of the title, oldest first. */
    renames: { at: string; from: string }[]
    text: History
    author: Author | null
    labels: string[]
    open: boolean
    isPullRequest: boolean
  }
  comment: { url: string; ours: boolean; author: Author | null; text: History } | null
  /** Labels and assignees that came or went last, oldest first. */
  gestures: Gestured[]
}

/** @param about a comment by its global id, or what was done to labels and assignees. One call. @returns null when GitHub shows no such thing. */
export async function readSaid(
  { octokit, at }: RepositoryClient,
  { number, about }: { number: number; about: { comment: string } | 'gestures' },
): Promise<Said | null> {
  const of = about === 'gestures' ? { comment: '', gestures: true } : { ...about, gestures: false }
  try {
    const answer = await octokit.graphql<Answer>(QUERY, { ...at, number, ...of })
    return toSaid(answer)
  } catch (error) {
    const { errors = [] } = error as { errors?: { type?: string }[] }
    if (errors.length > 0 && errors.every(({ type }) => type === 'NOT_FOUND' || type === 'FORBIDDEN'))
      return null
    throw error
  }
}

/** Each edit holds the whole text, so that few are asked for; newest first. */
const TEXT = (most: number) => `body createdAt includesCreatedEdit
  author { ...Who }
  userContentEdits(first: ${most}) { nodes { id editedAt diff editor { ...Who } } pageInfo { hasNextPage } }`

const SUBJECT = `__typename number url title closed
      labels(first: 100) { nodes { name } }
      ${TEXT(5)}
      renames: timelineItems(last: 20, itemTypes: [RENAMED_TITLE_EVENT]) {
        nodes { ... on RenamedTitleEvent { createdAt previousTitle } }
      }`

const QUERY = `query($owner: String!, $repo: String!, $number: Int!, $comment: ID!, $gestures: Boolean!) {
  repository(owner: $owner, name: $repo) {
    databaseId name isPrivate isArchived
    owner { login }
    defaultBranchRef { name target { oid } }
    issueOrPullRequest(number: $number) {
      ... on PullRequest { ${SUBJECT} }
      ... on Issue { ${SUBJECT}
        gestures: timelineItems(
          last: 30, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT]
        ) @include(if: $gestures) {
          nodes {
            __typename
            ... on LabeledEvent { id createdAt actor { ...Who } label { name } }
            ... on UnlabeledEvent { id createdAt actor { ...Who } label { name } }
            ... on AssignedEvent { id createdAt actor { ...Who } assignee { ...Assigned } }
            ... on UnassignedEvent { id createdAt actor { ...Who } assignee { ...Assigned } }
          }
        }
      }
    }
  }
  comment: node(id: $comment) @skip(if: $gestures) {
    ... on IssueComment { url viewerDidAuthor ${TEXT(10)} }
  }
}
fragment Who on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }
fragment Assigned on Assignee { __typename ... on Actor { login } }`

type Who = { __typename: string; login: string; databaseId?: number | null } | null
type Text = {
  body: string
  createdAt: string
  includesCreatedEdit: boolean
  author: Who
  userContentEdits: {
    nodes: ({ id: string; editedAt: string; diff: string | null; editor: Who } | null)[] | null
    pageInfo: { hasNextPage: boolean }
  } | null
}
type Event = {
  __typename: string
  id: string
  createdAt: string
  actor: Who
  label?: { name: string }
  assignee?: Who
}
type Subject = Text & {
  __typename: string
  number: number
  url: string
  title: string
  closed: boolean
  labels: { nodes: ({ name: string } | null)[] | null } | null
  renames: { nodes: ({ createdAt: string; previousTitle: string } | null)[] | null }
  gestures?: { nodes: (Event | null)[] | null }
}
type Answer = {
  repository: {
    databaseId: number | null
    name: string
    isPrivate: boolean
    isArchived: boolean
    owner: { login: string }
    defaultBranchRef: { name: string; target: { oid: string } | null } | null
    issueOrPullRequest: Subject | null
  } | null
  comment?: (Partial<Text> & { url?: string; viewerDidAuthor?: boolean }) | null
}

function toSaid({ repository, comment }: Answer): Said | null {
  const subject = repository?.issueOrPullRequest
  if (!repository || !subject) return null
  const { name, owner, defaultBranchRef: branch } = repository
  return {
    repository: {
      id: repository.databaseId ?? 0,
      owner: owner.login,
      name,
      private: repository.isPrivate,
      archived: repository.isArchived,
    },
    head: branch?.target ? { ref: branch.name, sha: branch.target.oid } : null,
    subject: {
      number: subject.number,
      url: subject.url,
      title: subject.title,
      renames: (subject.renames.nodes ?? []).flatMap((one) =>
        one === null ? [] : { at: one.createdAt, from: one.previousTitle },
      ),
      text: toHistory(subject),
      author: toAuthor(subject.author),
      labels: (subject.labels?.nodes ?? []).flatMap((label) => label?.name ?? []),
      open: !subject.closed,
      isPullRequest: subject.__typename === 'PullRequest',
    },
    comment: isComment(comment)
      ? {
          url: comment.url,
          ours: comment.viewerDidAuthor,
          author: toAuthor(comment.author),
          text: toHistory(comment),
        }
      : null,
    gestures: (subject.gestures?.nodes ?? []).flatMap((event) => (event === null ? [] : toGesture(event))),
  }
}

/** A global id of something else answers with nothing that was asked for. */
function isComment(node: Answer['comment']): node is Text & { url: string; viewerDidAuthor: boolean } {
  return node?.url !== undefined
}

function toHistory({ body, createdAt, author, includesCreatedEdit, userContentEdits }: Text): History {
  const edits = (userContentEdits?.nodes ?? []).flatMap((one) => one ?? []).reverse()
  if (edits.length === 0)
    return { versions: [{ id: 'first', at: createdAt, by: toAuthor(author), body }], whole: true }
  const versions = edits.map(({ id, editedAt, diff, editor }, index) => ({
    ...{ id, at: editedAt, by: toAuthor(editor) },
    // A version that somebody took out of the history is like no text at all.
    body: index === edits.length - 1 ? body : (diff ?? '\0'),
  }))
  return { versions, whole: includesCreatedEdit && userContentEdits?.pageInfo.hasNextPage === false }
}

function toAuthor(who: Who): Author | null {
  if (!who || typeof who.databaseId !== 'number') return null
  const isBot = who.__typename === 'Bot'
  return { id: who.databaseId, login: loginOf(who), isBot }
}

/** REST marks bots in their login. */
function loginOf({ __typename, login }: NonNullable<Who>): string {
  return __typename === 'Bot' ? `${login}[bot]` : login
}

function toGesture({ __typename, id, createdAt, actor, label, assignee }: Event): Gestured | [] {
  const common = { id, at: createdAt, by: toAuthor(actor), added: !__typename.startsWith('Un') }
  if (label) return { ...common, label: label.name }
  return assignee ? { ...common, assignee: loginOf(assignee) } : []
}
