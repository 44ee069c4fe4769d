import { z } from 'zod'
import { addLabels, removeLabel, setLabels } from '../acts/issue.ts'
import { createLabel } from '../acts/label.ts'
import { endpoint } from '../http/endpoint.ts'
import { paginate } from '../http/paginate.ts'
import { notFound } from '../http/refusal.ts'
import { labelView } from '../views/issue.ts'
import { theIssue } from './find.ts'

export const labels = [
  endpoint('GET /repos/{owner}/{repo}/labels')({
    docs: 'issues/labels#list-labels-for-a-repository',
    needs: 'issues=read; pull_requests=read',
    answer: (call) => {
      const { world, repository } = call
      const { slice, headers } = paginate(call, [...repository.labels.values()])
      return { status: 200, body: slice.map((one) => labelView(world, repository, one)), headers }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/labels/{name}')({
    docs: 'issues/labels#get-a-label',
    needs: 'issues=read; pull_requests=read',
    answer: ({ world, repository, params }) => {
      const label = repository.labels.get(params.name.toLowerCase())
      if (!label) throw notFound()
      return { status: 200, body: labelView(world, repository, label) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/labels')({
    docs: 'issues/labels#create-a-label',
    needs: 'issues=write; pull_requests=write',
    body: z.object({ name: z.string(), color: z.string().optional(), description: z.string().optional() }),
    answer: ({ world, repository, body }) => {
      const label = createLabel(world, repository, body)
      return { status: 201, body: labelView(world, repository, label) }
    },
  }),

  endpoint('GET /repos/{owner}/{repo}/issues/{issue_number}/labels')({
    docs: 'issues/labels#list-labels-for-an-issue',
    needs: 'issues=read; pull_requests=read',
    answer: ({ world, repository, params, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'read')
      return { status: 200, body: issue.labels.map((one) => labelView(world, repository, one)) }
    },
  }),

  endpoint('POST /repos/{owner}/{repo}/issues/{issue_number}/labels')({
    docs: 'issues/labels#add-labels-to-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'triage',
    body: z.object({ labels: z.array(z.string()).min(1) }),
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'triage')
      addLabels(world, repository, { issue, names: body.labels, actor })
      return { status: 200, body: issue.labels.map((one) => labelView(world, repository, one)) }
    },
  }),

  endpoint('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels')({
    docs: 'issues/labels#set-labels-for-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'triage',
    body: z.object({ labels: z.array(z.string()).default([]) }),
    answer: ({ world, repository, params, actor, body, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'triage')
      setLabels(world, repository, { issue, names: body.labels, actor })
      return { status: 200, body: issue.labels.map((one) => labelView(world, repository, one)) }
    },
  }),

  endpoint('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}')({
    docs: 'issues/labels#remove-a-label-from-an-issue',
    needs: 'issues=write; pull_requests=write',
    role: 'triage',
    answer: ({ world, repository, params, actor, needFor }) => {
      const issue = theIssue(repository, params.issue_number)
      needFor(issue, 'write', 'triage')
      const removed = removeLabel(world, repository, { issue, name: params.name, actor })
      if (!removed) throw notFound('Label does not exist')
      return { status: 200, body: issue.labels.map((one) => labelView(world, repository, one)) }
    },
  }),
]
