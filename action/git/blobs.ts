import type { Git } from './git.ts'

/** @returns the contents of blobs by their ids, read in one process. */
export async function readBlobs(git: Git, oids: Iterable<string>): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(oids)]
  const blobs = new Map<string, Buffer>()
  if (wanted.length === 0) return blobs
  const out = await git(['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` })
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf('\n', at)
    const [oid = '', type, size] = out.toString('utf8', at, end).split(' ')
    if (type !== 'blob') throw new Error(`git has no blob ${oid}: ${type}`)
    const start = end + 1
    blobs.set(oid, out.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
  return blobs
}

/** @returns the sizes of blobs in bytes, by their ids, without reading them. */
export async function sizesOf(git: Git, oids: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(oids)]
  if (wanted.length === 0) return new Map()
  const out = await git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: `${wanted.join('\n')}\n`,
  })
  const lines = out.toString('utf8').trimEnd().split('\n')
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]))
}
