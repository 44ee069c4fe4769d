import { IN_JOB } from '../../stage/outside.ts'
import type { Probe, There } from '../../stage/probes.ts'

export const EVIL = 'reins-was-here'

/** Paths of the job by the link beside it, and by its true name, which is only found where it can be seen. */
const places = ({ out }: There, path: string) =>
  `${out.job}/${path} ${out.temp.replace(/outside-[^/]+$/, '')}world-*/reins-runner-*/${path}`
const writes = (
  name: string,
  script: (there: There) => string,
  by: Probe['by'] = 'sandbox: mount namespace',
) => ({
  ...{ name, by },
  // Also a file that did not stand there is none that anybody reads, so folders are made on the way.
  script: (there: There) =>
    `for f in ${script(there)}; do for way in "" /proc/1/root /proc/self/root; do [ -e "$way$f" ] || continue; echo "seen $f"; { echo "${EVIL}" >>$way$f; } 2>/dev/null && echo "HIT $way$f"; mv $way$f $f.old 2>/dev/null && echo "HIT moved $f"; rm -f $way$f 2>/dev/null; ln -sf /tmp/x $way$f 2>/dev/null && echo "HIT linked $f"; done; done`,
})
const command = (file: string) => (there: There) =>
  places(there, `work/_temp/_runner_file_commands-*/${file}`)

/** What later steps, later jobs and we ourselves read or start. */
export const PROBES: Probe[] = [
  ...(['env', 'path', 'output', 'state', 'summary'] as const).map((file) =>
    writes(`writes the file of the job behind GITHUB_${file.toUpperCase()}`, command(file)),
  ),
  {
    name: 'writes to GITHUB_ENV, GITHUB_PATH, GITHUB_OUTPUT, GITHUB_STATE and GITHUB_STEP_SUMMARY by their names',
    by: 'sandbox: environment',
    script: () =>
      `for n in GITHUB_ENV GITHUB_PATH GITHUB_OUTPUT GITHUB_STATE GITHUB_STEP_SUMMARY; do [ -n "\${!n}" ] && echo "HIT $n"; echo "BASH_ENV=/tmp/${EVIL}" >>"\${!n}"; done 2>/dev/null; true`,
  },
  ...(['bashrc', 'profile', 'ssh', 'git', 'npm', 'variables', 'runner', 'checkout', 'temp'] as const).map(
    (one) => writes(`writes ${IN_JOB[one]} of the runner`, (there) => places(there, IN_JOB[one])),
  ),
  writes('writes the home of who runs this', ({ out }) => `${out.home}/.netrc ${out.home}/.bashrc`),
  writes('overwrites a program of the tool cache', (there) => places(there, 'tools/node/bin/node')),
  writes('overwrites a program that stands on PATH', ({ out }) => `${out.home}/sdk/bin/reins-tool`),
  writes('overwrites our own code where it is seen', () => '/reins/*.cjs /reins/* /reins/bin/node'),
  writes('overwrites the action where the runner keeps it', (there) =>
    places(there, 'work/_actions/reins-dev/reins/v1/action/dist/*'),
  ),
  {
    name: 'puts a program into any folder of PATH, or of the system',
    by: 'sandbox: mount namespace',
    script: () =>
      `for d in \${PATH//:/ } /usr/bin /usr/local/bin /usr/local/sbin /bin /sbin /lib /etc /etc/profile.d /etc/ld.so.conf.d / /reins /reins/bin /opt /var /run; do [ -d $d ] || continue; (: >$d/${EVIL}) 2>/dev/null && echo "HIT $d" && rm -f $d/${EVIL}; [ -w $d ] && echo "HIT writable $d"; done; true`,
  },
  {
    name: 'mounts the system writable, or over it',
    by: 'sandbox: seccomp',
    script: () =>
      'for d in / /usr /etc /reins /home; do mount -o remount,rw $d 2>/dev/null && echo "HIT $d"; done; mkdir -p /tmp/m; mount --bind /tmp/m /workspace 2>/dev/null && echo HIT bind; mount -t overlay -o lowerdir=/usr,upperdir=/tmp/m,workdir=/tmp/m o /tmp/m 2>/dev/null && echo HIT overlay; true',
  },
]
