import type { IssueActs } from '../../interface/issue-acts.ts'
import { addComment, editComment } from '../acts/comment.ts'
import { addLabels, assign, editIssue, openIssue, setIssueState } from '../acts/issue.ts'
import { createReview } from '../acts/review/create-review.ts'
import { Refusal } from '../http/refusal.ts'
import { isPull } from '../views/pull-request.ts'
import { ensureAccount } from '../world/account.ts'
import type { IssueComment } from '../world/issue.ts'
import { fullName, type Repository, theRepository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { personIn } from './person-in.ts'

/** What people do on issues and pull requests. */
export function issueActs(world: World): IssueActs {
  return {
    openIssue: async (name, { title, body, actor, labels = [] }) => {
      const given = { title, body, labels, assignees: [], actor: personIn(world, actor) }
      return openIssue(world, theRepository(world, name), given).number
    },
    comment: async (name, number, { body, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      return addComment(world, repository, { issue, body, actor: personIn(world, actor) }).id
    },
    review: async (name, number, { event, body = '', actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      if (!isPull(issue)) throw new Error(`playground: ${name} has no pull request #${number}.`)
      const given = { issue, event, body, commitId: undefined, comments: [], actor: personIn(world, actor) }
      try {
        return { kind: 'submitted', id: (await createReview(world, repository, given)).id }
      } catch (error) {
        if (error instanceof Refusal) return { kind: 'refused', why: toSentence(error) }
        throw error
      }
    },
    editComment: async (name, id, { body, actor }) => {
      const repository = theRepository(world, name)
      const comment = theComment(repository, id)
      editComment(world, repository, { comment, body, actor: personIn(world, actor) })
    },
    editIssue: async (name, number, { title, body, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      editIssue(world, repository, { issue, title, body, actor: personIn(world, actor) })
    },
    label: async (name, number, { name: label, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      addLabels(world, repository, { issue, names: [label], actor: personIn(world, actor) })
    },
    assign: async (name, number, { login, actor }) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      assign(world, repository, {
        issue,
        accounts: [ensureAccount(world, login)],
        actor: personIn(world, actor),
      })
    },
    closeIssue: async (name, number, actor) => {
      const repository = theRepository(world, name)
      const issue = theIssue(repository, number)
      setIssueState(world, repository, { issue, state: 'closed', actor: personIn(world, actor) })
    },
  }
}

/** The first plain text of GitHub's list, else the name of the whole refusal. */
function toSentence({ body }: Refusal): string {
  const [first] = Array.isArray(body.errors) ? body.errors : []
  return typeof first === 'string' ? first : String(body.message)
}

function theIssue(repository: Repository, number: number) {
  const issue = repository.issues.get(number)
  if (!issue) throw new Error(`playground: ${fullName(repository)} has no issue #${number}.`)
  return issue
}

function theComment(repository: Repository, id: number): IssueComment {
  const comment = repository.comments.get(id)
  if (!comment) throw new Error(`playground: ${fullName(repository)} has no comment ${id}.`)
  return comment
}
