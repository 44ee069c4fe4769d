import { quote } from '../../rules/quote.ts'
import { type Harness, PERMISSIONS } from '../harness.ts'
import { UNCLEAR } from '../parts/tasks.ts'
import { joinEntries } from './join-entries.ts'
import { placeName } from './origin.ts'
import type { Step } from './step.ts'

/** Context is no permission: everybody's files are read, those from above first. */
export function joinContext({ above, child, ledger }: Step): Harness['context'] {
  const joined = <Key extends keyof Harness['context']>(key: Key): Harness['context'][Key] => {
    const path = ['context', key]
    const lists = { above: above.context[key], child: child.context[key] }
    const values = ledger.entries<Harness['context'][Key][number]>(path, lists)
    return ledger.keep(path, joinEntries(values)) as Harness['context'][Key]
  }
  return { always: joined('always'), when: joined('when'), index: joined('index') }
}

export function narrowReview({ above, child, ledger }: Step): Harness['review'] {
  const comments = <Key extends keyof Harness['review']['comments']>(key: Key, written: string) =>
    ledger.pick(['review', 'comments', written], {
      above: above.review.comments[key],
      child: child.review.comments[key],
    })
  const humans = ledger.entries(['review', 'humans'], {
    above: above.review.humans,
    child: child.review.humans,
  })
  return {
    comments: {
      max: comments('max', 'max'),
      minLevel: comments('minLevel', 'min_level'),
      filter: comments('filter', 'filter'),
    },
    suggestions: ledger.pick(['review', 'suggestions'], {
      above: above.review.suggestions,
      child: child.review.suggestions,
    }),
    humans: ledger.keep(['review', 'humans'], joinEntries(humans)),
  }
}

/** Nothing here lets more people start more runs. */
export function narrowTriggers({ above, child, ledger }: Step): Harness['triggers'] {
  const [outer, inner] = [above.triggers, child.triggers]
  const rank = (who: Harness['triggers']['who']) => PERMISSIONS.indexOf(who)
  const bots = ledger.entries(['triggers', 'bots'], { above: outer.bots, child: inner.bots })
  if (bots.by.from !== 'default')
    for (const [index, { value }] of bots.own.entries())
      if (!outer.bots.includes(value))
        ledger.refuse(
          ['triggers', 'bots', index],
          `${quote(value)} is not among the bots of ${placeName(bots.by)}; remove it`,
        )
  const wroteBots = ledger.written(['triggers', 'bots']) !== null
  return {
    who: ledger.pick(['triggers', 'who'], {
      above: outer.who,
      child: inner.who,
      problem: (place) =>
        rank(inner.who) < rank(outer.who)
          ? `${inner.who} asks for less than the ${outer.who} of ${place}; write ${outer.who} or more`
          : null,
    }),
    command: ledger.pick(['triggers', 'command'], { above: outer.command, child: inner.command }),
    label: ledger.pick(['triggers', 'label'], { above: outer.label, child: inner.label }),
    assign: ledger.pick(['triggers', 'assign'], {
      above: outer.assign,
      child: inner.assign,
      problem: (place) =>
        inner.assign && !outer.assign
          ? `true starts runs in a way that the false of ${place} does not; write false or leave it out`
          : null,
    }),
    bots: ledger.keep(['triggers', 'bots'], wroteBots ? bots.own : bots.above),
  }
}

export function narrowTasks({
  above,
  child,
  ledger,
}: Step): Pick<Harness['tasks'], 'need' | 'unclear' | 'done'> {
  const [outer, inner] = [above.tasks, child.tasks]
  const joined = (key: 'need' | 'done') =>
    ledger.keep(
      ['tasks', key],
      joinEntries(ledger.entries(['tasks', key], { above: outer[key], child: inner[key] })),
    )
  return {
    need: joined('need'),
    unclear: ledger.pick(['tasks', 'unclear'], {
      above: outer.unclear,
      child: inner.unclear,
      problem: (place) =>
        UNCLEAR.indexOf(inner.unclear) > UNCLEAR.indexOf(outer.unclear)
          ? `${inner.unclear} goes on where the ${outer.unclear} of ${place} ${outer.unclear === 'ask' ? 'stops; write ask' : 'waits; write plan, ask'} or leave it out`
          : null,
    }),
    done: joined('done'),
  }
}
