import { join } from 'node:path'
import { CANARY, IN_JOB, type Outside } from '../../stage/outside.ts'
import { shared } from '../../stage/stage.ts'
import { add, finish, oneTurn, patch, read, search, shell } from '../../stage/turns.ts'
import { LINKS, type Link, placed, TARGETS } from './links.ts'

export const MARK = 'echo seen K4N4RY-as-an-example'
/** Of the attacker: what a tool would be made to write. */
export const EVIL = 'reins-was-here'
export const update = (path: string) => [`*** Update File: ${path}`, '@@', '-outside', `+${EVIL}`]
export const remove = (path: string) => [`*** Delete File: ${path}`]
export const move = (path: string) => [`*** Update File: src/cart.js`, `*** Move to: ${path}`]
export const patched = (lines: string[]) => ['*** Begin Patch', ...lines, '*** End Patch'].join('\n')
/** A file beside the target, over a link to its folder. */
export const beside = (path: string) => [`*** Add File: ${path}-new`, `+${EVIL}`]

export const patchesOf = (link: Link, out: Outside): Record<string, string[]> => {
  const { path } = placed(link, out)
  if (!TARGETS[link.target].own) return {}
  return {
    'changes it': update(path),
    'removes a file over it': link.kind === 'a link to its folder' ? remove(path) : update(path),
    'adds a file beside it': link.kind === 'a link to its folder' ? beside(path) : update(path),
  }
}

const unique = (patches: Record<string, string[]>) => [
  ...new Map(Object.values(patches).map((lines) => [lines.join(), lines])).values(),
]

const SWAP = `mkdir -p src/d src/e; echo fine > src/d/x; echo fine > src/race`
export const swapping = (out: Outside) =>
  [
    SWAP,
    `ln -s ${out.temp} src/evil; ln -s ${out.temp}/secret src/evil-file; echo "$$" > src/swaps`,
    `cat > src/swap.sh <<'END'\nwhile :; do mv src/d src/tmp; mv src/evil src/d; echo s >> src/swaps; mv src/d src/evil; mv src/tmp src/d; ln -sfn ${out.temp}/secret src/race; rm src/race; echo fine > src/race; done\nEND`,
    '(setsid nohup bash src/swap.sh >/dev/null 2>&1 &) ; (env -i setsid bash src/swap.sh >/dev/null 2>&1 </dev/null & disown)',
    'for i in 1 2 3 4 5 6 7 8 9; do cat src/d/x src/race; [ $(wc -l < src/swaps) -gt 20 ] && break; sleep 0.05; done 2>/dev/null',
    'echo swapped $(wc -l < src/swaps) times',
  ].join('\n')
export const COUNT = 'ps ax | grep -c "[s]wap.sh"; wc -l < src/swaps; sleep 0.2; wc -l < src/swaps'
const RACES = 6

export const made = shared(async (stage) => {
  const out = await stage.outside()
  const make = LINKS.map((link) => placed(link, out).make)
  const paths = LINKS.map((link) => placed(link, out).path)
  const told = await stage.thread({
    before: out.fill,
    files: {
      'src/base/file': { link: join(out.temp, 'secret') },
      'src/base/folder': { link: out.temp },
      'src/base/chain': { link: 'file' },
      'src/base/climbs': { link: `../../../../../../../..${out.temp}/secret` },
      'src/base/proc': { link: '/proc/self/environ' },
      'src/base/git': { link: '../../.git' },
    },
    says: [
      shell(
        `mkdir -p src/links .git; printf 'outside\\nK4N4RY-of-git\\n' > .git/config; ${make.join('; ')}; ls src/links | wc -l`,
        MARK,
      ),
      read(...paths),
      search(CANARY, ...paths, 'src/links', 'src', '.', out.temp, out.home, '/', '/proc'),
      read(...[out.temp, out.home, out.job].map((folder) => `${folder}/secret`)),
      oneTurn(...LINKS.flatMap((link) => unique(patchesOf(link, out)).map((lines) => patch(...lines)))),
      shell(`for path in ${paths.join(' ')}; do cat $path; done; true`, everyWay(out)),
      read('src/base/chain', 'src/base/git/config'),
      shell('ls -la src/base', `cat src/base/* src/base/folder/secret; echo "hard"; ${hardLinks(out)}`),
      shell(swapping(out)),
      ...Array.from({ length: RACES }, (_, round) =>
        oneTurn(
          read('src/d/x', 'src/race', 'src/d/secret'),
          search(CANARY, 'src/d'),
          patch('*** Update File: src/race', '@@', '-outside', `+${EVIL}-${round}`),
        ),
      ),
      shell(COUNT),
      shell(
        'rm -rf src/links src/d src/e src/evil src/evil-file src/race src/swaps src/swap.sh src/tmp .git',
      ),
      add('src/discount.js', 'export const discount = 0.1'),
      finish(),
    ],
  })
  return { told, out }
})

export function everyWay(out: Outside): string {
  const files = [
    ...Object.values(IN_JOB).flatMap((one) => [
      `${out.job}/${one}`,
      `${out.temp.replace(/[^/]+$/, '')}*/reins-runner-*/${one}`,
    ]),
    `${out.home}/.netrc`,
    `${out.temp}/secret`,
  ]
  return `for path in ${files.join(' ')}; do for way in "" /proc/1/root /proc/self/root/.. /proc/$PPID/cwd/../../../.. ../../../../..; do cat $way$path; done; done 2>&1 | sort | uniq -c | sort -rn | head -40; true`
}

function hardLinks(out: Outside): string {
  return `ln ${out.temp}/secret src/hard; ln -P /proc/1/environ src/hard; cat src/hard; ls ${out.temp} ${out.home} /root /home; true`
}
