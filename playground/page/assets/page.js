/** Keeps a page as it is on the server, without a reload: sections marked data-live, the log, times, forms. */

/** Milliseconds in which several changes become one. */
const TOGETHER = 150

const log = document.getElementById('log')
const stream = new EventSource(`${document.body.dataset.stream}&after=${log?.dataset.next ?? 0}`)
const state = document.querySelector('[data-live-state]')
stream.onopen = () => showState('live')
stream.onerror = () => showState('connecting')
stream.addEventListener('change', refreshSoon)
stream.addEventListener('log', (event) => appendLine(JSON.parse(event.data)))
window.addEventListener('pagehide', () => stream.close())

// Narrow screens cut the row of tabs.
for (const tab of document.querySelectorAll('.tabs [aria-current]'))
  tab.scrollIntoView({ block: 'nearest', inline: 'center' })

let waiting
function refreshSoon() {
  clearTimeout(waiting)
  waiting = setTimeout(refresh, TOGETHER)
}

/** What the server sent for every section, child by child: only what has changed is replaced. */
const sent = new Map()
for (const section of document.querySelectorAll('[data-live]'))
  sent.set(section.dataset.live, childrenOf(section))

let newest = 0
async function refresh() {
  const mine = ++newest
  const answer = await fetch(location.href)
  // A later answer may have been faster.
  if (!answer.ok || mine !== newest) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const section of document.querySelectorAll('[data-live]')) {
    const next = fresh.querySelector(`[data-live="${section.dataset.live}"]`)
    if (next) update(section, document.adoptNode(next))
  }
  showTimes()
}

function update(section, next) {
  const before = sent.get(section.dataset.live)
  const after = childrenOf(next)
  const shown = [...section.children]
  for (const [nth, child] of [...next.children].entries()) {
    if (shown[nth] === undefined) section.append(child)
    else if (before[nth] !== after[nth]) shown[nth].replaceWith(child)
  }
  for (const gone of shown.slice(after.length)) gone.remove()
  sent.set(section.dataset.live, after)
}

function childrenOf(section) {
  return [...section.children].map((child) => child.outerHTML)
}

/** In the shape of render-log.ts. */
function appendLine({ job, kind, text }) {
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 40
  const lines = linesOf(job)
  const open = lines.lastElementChild?.matches('details[data-open]') ? lines.lastElementChild : null
  if (open && (kind === 'group' || kind === 'endgroup')) delete open.dataset.open
  if (kind === 'group') {
    const details = element('details', '', element('summary', '', text))
    details.dataset.open = ''
    lines.append(details)
  } else if (kind !== 'endgroup') {
    const target = open ?? lines
    target.append(element('div', `log-line ${kind}`, text))
  }
  if (atEnd) scrollTo({ top: document.documentElement.scrollHeight })
}

function linesOf(job) {
  const known = [...log.children].find((section) => section.dataset.job === job)
  if (known) return known.querySelector('.lines')
  const lines = element('div', 'lines')
  const section = element('section', 'job', element('h2', '', job), lines)
  section.dataset.job = job
  log.append(section)
  return lines
}

function element(name, className, ...children) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

function showState(text) {
  state.dataset.state = text
  state.querySelector('.text').textContent = text
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
function showTimes() {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime)
    const seconds = (at - Date.now()) / 1000
    const [unit, length] = [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ].find(([, size]) => -seconds >= size) ?? ['second', 1]
    time.textContent = unit === 'second' ? 'now' : relative.format(Math.round(seconds / length), unit)
    time.title = at.toLocaleString()
  }
}
setInterval(showTimes, 30_000)
showTimes()

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('form[data-stay]')) return
  event.preventDefault()
  const problem = form.querySelector('.problem')
  const { submitter } = event
  submitter?.setAttribute('disabled', '')
  try {
    const answer = await fetch(submitter?.hasAttribute('formaction') ? submitter.formAction : form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { 'x-stay': '1' },
    })
    if (!answer.ok) throw new Error(await answer.text())
    const text = form.querySelector('textarea')
    if (text) text.value = ''
    if (problem) problem.hidden = true
    refreshSoon()
  } catch (error) {
    if (problem) {
      problem.textContent = error.message
      problem.hidden = false
    }
  } finally {
    submitter?.removeAttribute('disabled')
  }
})

// As on GitHub: Ctrl or Command and Enter sends.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  if (event.target.matches('form textarea')) event.target.form.querySelector('.primary').click()
})
