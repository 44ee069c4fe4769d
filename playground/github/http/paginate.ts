import type { Call } from './endpoint.ts'

const DEFAULT_PAGE = 30
const MAX_PAGE = 100

/** One page of a list as `page` and `per_page` ask for it, and the Link header that goes with it. */
export function paginate<T>(
  call: Pick<Call, 'url' | 'world'>,
  items: T[],
): { slice: T[]; headers: Record<string, string> } {
  const perPage = clamp(call.url.searchParams.get('per_page'), { fallback: DEFAULT_PAGE, most: MAX_PAGE })
  const page = clamp(call.url.searchParams.get('page'), { fallback: 1, most: Number.MAX_SAFE_INTEGER })
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const to = (number: number) => {
    const url = new URL(call.url)
    url.searchParams.set('page', String(number))
    return `<${url}>`
  }
  const links = [
    ...(page > 1 ? [`${to(Math.min(page - 1, last))}; rel="prev"`] : []),
    ...(page < last ? [`${to(page + 1)}; rel="next"`, `${to(last)}; rel="last"`] : []),
    ...(page > 1 ? [`${to(1)}; rel="first"`] : []),
  ]
  return {
    slice: items.slice((page - 1) * perPage, page * perPage),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  }
}

function clamp(given: string | null, { fallback, most }: { fallback: number; most: number }): number {
  const number = Number(given ?? fallback)
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : fallback
}
