import { commentView, issueView } from '../views/issue.ts'
import type { Account } from '../world/account.ts'
import type { Gesture, Issue, IssueComment, Version } from '../world/issue.ts'
import { nodeId } from '../world/node-id.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { authorView } from './actor.ts'
import { connection, type PageArguments } from './connection.ts'
import type { Fields, GraphqlContext } from './context.ts'
import { failure } from './failure.ts'

export function issueFields(
  { world }: GraphqlContext,
  { repository, issue }: { repository: Repository; issue: Issue },
): Fields {
  const view = issueView(world, repository, issue)
  return {
    __typename: 'Issue',
    id: view.node_id,
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state.toUpperCase(),
    closed: issue.state === 'closed',
    url: view.html_url,
    author: authorView(world, issue.author.account),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    ...editsOf(world, issue.versions),
    labels: labelsOf(world, { repository, issue }),
    timelineItems: timelineOf(world, { repository, issue }),
  }
}

export function commentFields(
  { world, caller }: GraphqlContext,
  { repository, comment }: { repository: Repository; comment: IssueComment },
): Fields {
  const view = commentView(world, repository, comment)
  const { account } = comment.author
  return {
    __typename: 'IssueComment',
    id: view.node_id,
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    url: view.html_url,
    body: comment.body,
    author: authorView(world, account),
    viewerDidAuthor: caller.kind === 'installation' && caller.app.bot === account,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    ...editsOf(world, comment.versions),
  }
}

/** GitHub lists edits newest first, the text as written among them, and none when nothing was ever changed. */
export function editsOf(world: World, versions: Version[]) {
  const last = versions.length > 1 ? versions.at(-1) : undefined
  const edits = last ? versions.toReversed() : []
  return {
    lastEditedAt: last?.at ?? null,
    editor: last ? authorView(world, last.by) : null,
    includesCreatedEdit: last !== undefined,
    userContentEdits: connection('UserContentEdit', edits, ({ id, at, by, body }) => ({
      __typename: 'UserContentEdit',
      id: nodeId('UCE', id),
      createdAt: at,
      editedAt: at,
      editor: authorView(world, by),
      // Called a diff, it is the whole text.
      diff: body,
    })),
  }
}

export function labelsOf(world: World, { repository, issue }: { repository: Repository; issue: Issue }) {
  return connection('Label', issueView(world, repository, issue).labels, (label) => ({
    __typename: 'Label',
    id: label.node_id,
    name: label.name,
    color: label.color,
    description: label.description,
  }))
}

/** What happened to an issue, as far as stories need it: labels and assignees in their order, or one other kind. */
export function timelineOf(world: World, { issue }: { repository: Repository; issue: Issue }) {
  return ({ itemTypes, ...page }: PageArguments & { itemTypes?: string[] | null }): Fields => {
    const name = issue.pull ? 'PullRequestTimelineItems' : 'IssueTimelineItems'
    return connection(name, eventsOf(world, issue, itemTypes ?? []), (event) => event)(page)
  }
}

const GESTURES: Record<string, { kind: Gesture['kind']; name: string }> = {
  LABELED_EVENT: { kind: 'labeled', name: 'LabeledEvent' },
  UNLABELED_EVENT: { kind: 'unlabeled', name: 'UnlabeledEvent' },
  ASSIGNED_EVENT: { kind: 'assigned', name: 'AssignedEvent' },
  UNASSIGNED_EVENT: { kind: 'unassigned', name: 'UnassignedEvent' },
}

function eventsOf(world: World, issue: Issue, types: string[]): Fields[] {
  const wanted = types.flatMap((type) => GESTURES[type] ?? [])
  if (types.length > 0 && wanted.length === types.length)
    return issue.gestures.flatMap((one) => {
      const named = wanted.find(({ kind }) => kind === one.kind)
      return named === undefined ? [] : [gestureFields(world, one, named.name)]
    })
  const [type] = types
  if (types.length === 1 && type === 'RENAMED_TITLE_EVENT')
    return issue.renamed.map(({ id, at, by, from, to }) => ({
      ...eventFields(world, { id: nodeId('RTE', id), name: 'RenamedTitleEvent', at, by }),
      previousTitle: from,
      currentTitle: to,
    }))
  if (types.length === 1 && type === 'BASE_REF_CHANGED_EVENT')
    return (issue.pull?.baseChanges ?? []).map(({ id, at, by, from, to }) => ({
      ...eventFields(world, { id: nodeId('BRCE', id), name: 'BaseRefChangedEvent', at, by }),
      databaseId: id,
      previousRefName: from,
      currentRefName: to,
    }))
  throw failure('BAD_USER_INPUT', `playground: the events ${types.join(', ')} are not supported`)
}

function gestureFields(world: World, one: Gesture, name: string): Fields {
  const event = eventFields(world, { id: nodeId('GE', one.id), name, at: one.at, by: one.by })
  return 'label' in one
    ? { ...event, label: { __typename: 'Label', name: one.label.name } }
    : { ...event, assignee: authorView(world, one.assignee) }
}

type Event = { id: string; name: string; at: string; by: Account }

function eventFields(world: World, { id, name, at, by }: Event): Fields {
  return { __typename: name, id, actor: authorView(world, by), createdAt: at }
}
