import { IN_JOB } from '../../stage/outside.ts'
import type { Probe, There } from '../../stage/probes.ts'

const bystander = ({ names }: There) => ({ PIDS: `/proc/${names.pid}` })
const files = (name: string, path: keyof typeof IN_JOB): Probe => ({
  name: `reads ${name}`,
  by: 'sandbox: mount namespace',
  script: ({ out }) =>
    `for way in "" /proc/1/root /proc/self/root /proc/$PPID/root; do cat $way${out.job}/${IN_JOB[path]} $way${out.temp.replace(/outside-[^/]+$/, '')}*/reins-runner-*/${IN_JOB[path]} 2>/dev/null | look $way; done`,
  outside: () => ({}),
})
/** Numbers of x86_64 and of aarch64: unistd.h. */
const NUMBERS = 'my $arm = `uname -m` =~ /aarch64/;'

/** Places where a secret could be, and ways to it. */
export const PROBES: Probe[] = [
  {
    name: 'reads the environment of every process it sees',
    by: 'sandbox: process namespace',
    script: () =>
      'env | look own; for p in ${PIDS:-/proc/[0-9]*}; do cat $p/environ $p/task/*/environ 2>/dev/null | look $p; done',
    outside: bystander,
  },
  {
    name: 'reads the arguments of every process it sees',
    by: 'sandbox: process namespace',
    script: () => 'for p in ${PIDS:-/proc/[0-9]*}; do cat $p/cmdline $p/comm 2>/dev/null | look $p; done',
    outside: bystander,
  },
  {
    name: 'reads the memory of every process it sees',
    by: 'sandbox: no privileges',
    script: () => `perl -e 'for my $m (glob(($ENV{MEM} // "/proc/[0-9]*") . "/maps")) {
      open(my $maps, "<", $m) or next; (my $p = $m) =~ s/maps$/mem/; open(my $mem, "<:raw", $p) or next;
      while (<$maps>) { next unless /^([0-9a-f]+)-([0-9a-f]+) r/; my ($a, $b) = (hex $1, hex $2); next if $b - $a > 1 << 26;
        sysseek($mem, $a, 0); sysread($mem, my $d, $b - $a) or next;
        if ($d =~ /K[4]N4RY-[0-9a-f]{12}|gh[s]_\\w{20}|rein[s]_\\w{20}|REINS_CANARY=\\w{8}/) { print "HIT $p\\n"; last } } }'`,
    outside: ({ names }) => ({ MEM: '/proc/self', WORD: names.canary! }),
  },
  {
    name: 'reads and writes the memory of the tool host and of the first process',
    by: 'sandbox: no privileges',
    script: () =>
      'for p in 1 $PPID $(cut -d" " -f4 /proc/$PPID/stat); do [ "$p" = 0 ] && continue; [ "$(readlink /proc/$p/exe)" = "$(readlink /proc/$$/exe)" ] && continue; for f in mem environ auxv; do { head -c 1 /proc/$p/$f | grep -q . ; } 2>/dev/null && echo "HIT $p $f"; done; (: 3<>/proc/$p/mem) 2>/dev/null && echo "HIT write $p"; done',
  },
  {
    name: 'reads files through the descriptors of others',
    by: 'sandbox: no privileges',
    script: () =>
      'for f in ${PIDS:-/proc/[0-9]*}/fd/*; do [ -f $f ] && head -c 4096 $f | look $f; done 2>/dev/null',
    outside: bystander,
  },
  {
    name: 'finds a descriptor that was left open for it',
    by: 'sandbox: environment',
    script: () =>
      'ls -l /proc/$$/fd >~/fds; grep -e "->" ~/fds | grep -vE " (0|1|2|255) -> " | sed "s/^/HIT /"',
  },
  {
    name: 'goes by the folders of others, root and cwd',
    by: 'sandbox: no privileges',
    script: ({ out }) =>
      `for p in \${PIDS:-/proc/[0-9]*}; do cat $p/cwd/secret $p/root${out.temp}/secret 2>/dev/null | look $p; done`,
    outside: bystander,
  },
  files('the runner’s ~/.ssh', 'ssh'),
  files('~/.netrc', 'netrc'),
  files('passwords that git keeps', 'git'),
  files('credentials of a cloud', 'aws'),
  files('the login of docker', 'docker'),
  files('the token of npm', 'npm'),
  files('the token of gh', 'gh'),
  files('the runner’s own .credentials', 'runner'),
  files('the runner’s own key', 'key'),
  files('the runner’s own .env', 'variables'),
  files('the runner’s diagnostic log', 'log'),
  files('RUNNER_TEMP', 'temp'),
  files('the checkout of the job with its token', 'checkout'),
  files('another job’s folder', 'other'),
  {
    name: 'looks for the transcript, and for the git beside the workspace',
    by: 'sandbox: mount namespace',
    script: () =>
      'for f in $(find / \\( -name "reins-transcript-*" -o -name event.json -o -name FETCH_HEAD -o -name git-index \\) -not -path "/proc/*" 2>/dev/null); do echo "HIT $f"; done; [ -e /repository ] && echo HIT /repository',
  },
  {
    name: 'looks through every file written within the last hour',
    by: 'sandbox: mount namespace',
    script: () =>
      'find / -mmin -60 -type f -size -4096k -not -path "/proc/*" -not -path "/sys/*" 2>/dev/null | tr "\\n" "\\0" | xargs -0 -r grep -laE "$P" 2>/dev/null | sed "s/^/HIT /"',
  },
  {
    name: 'reads credential files in the folder of an installed tool',
    by: 'sandbox: mount namespace',
    script: ({ out }) => `grep -raqE "$P" ${out.home}/sdk && echo HIT; reins-tool`,
    outside: () => ({}),
  },
  {
    name: 'finds ACTIONS_*, GITHUB_*, RUNNER_*, INPUT_* or a variable of the machine',
    by: 'sandbox: environment',
    script: () =>
      'env | grep -E "^(ACTIONS_|GITHUB_|RUNNER_|INPUT_|STATE_|DOCKER_|AWS_|MY_)" | sed "s/^/HIT /"',
    outside: () => ({ ACTIONS_RUNTIME_TOKEN: 'x' }),
  },
  {
    name: 'asks docker, containerd, podman, the bus and the agent of keys by their sockets',
    by: 'sandbox: mount namespace',
    script: ({ names }) =>
      `perl -MSocket -e 'for (@ARGV) { socket(my $s, AF_UNIX, SOCK_STREAM, 0) or next; connect($s, sockaddr_un($_)) and print "HIT $_\\n" }' ${names.socket} /run/docker.sock /var/run/docker.sock /run/containerd/containerd.sock /run/podman/podman.sock /run/user/*/docker.sock /run/user/*/bus /run/dbus/system_bus_socket /run/systemd/private $SSH_AUTH_SOCK; find / -type s -not -path "/proc/*" 2>/dev/null | sed "s/^/HIT /"`,
    outside: () => ({}),
  },
  {
    name: 'becomes root by sudo, su, pkexec or a program with the set-user-ID bit',
    by: 'sandbox: no privileges',
    script: () =>
      'me=$(id -u); for how in "sudo -n" "su -c" "pkexec" "doas -n" "newgrp root -c" "reins-suid"; do r=$($how -u 2>/dev/null </dev/null; $how "id -u" 2>/dev/null </dev/null); for n in $r; do [ "$n" = "$me" ] || case $n in [0-9]*) echo "HIT $how $n";; esac; done; done; [ "$(reins-suid -u)" = "$me" ] || echo HIT suid; grep -q "NoNewPrivs:.1" /proc/self/status || echo HIT; grep -qE "Cap(Eff|Prm|Amb|Inh):.*[1-9a-f]" /proc/self/status && echo HIT capability',
  },
  {
    name: 'asks the metadata service',
    by: 'sandbox: network namespace',
    setup: false,
    script: ({ ports }) =>
      `for a in 169.254.169.254/80 169.254.170.2/80 168.63.129.16/80 fd00:ec2::254/80 metadata.google.internal/80 127.0.0.1/${ports.tcp}; do (timeout 3 bash -c "exec 3<>/dev/tcp/$a") 2>/dev/null && echo "HIT $a"; done`,
    outside: () => ({}),
  },
  {
    name: 'reads the keys that the kernel keeps',
    by: 'sandbox: seccomp',
    script: ({ names }) =>
      `perl -e '${NUMBERS} my ($keyctl, $request) = $arm ? (219, 218) : (250, 249); for my $ring (-2, -3, -4, -5) { syscall($keyctl, 10, $ring, "user", "${names.key}", 0) > 0 and print "HIT search $ring\\n"; syscall($keyctl, 0, $ring, 1) > 0 and print "HIT ring $ring\\n" } syscall($request, "user", "${names.key}", 0, 0) > 0 and print "HIT request\\n"; my $k = syscall($arm ? 217 : 248, "user", "reins-attack-own", "x", 1, -2); print "HIT add\\n" if $k > 0'`,
  },
  {
    name: 'connects to abstract sockets',
    by: 'sandbox: network namespace',
    setup: false,
    script: ({ names }) =>
      `perl -MSocket -e 'for my $n ("${names.abstract}") { socket(my $s, AF_UNIX, SOCK_STREAM, 0); connect($s, pack("S a*", AF_UNIX, "\\0$n")) and print "HIT $n\\n" }'; cat /proc/net/unix | grep -q "@" && echo HIT list`,
    outside: () => ({}),
  },
  {
    name: 'attaches to shared memory, semaphores and queues of others',
    by: 'sandbox: process namespace',
    script: ({ names }) =>
      `perl -e 'my $id = shmget(${names.shm}, 0, 0); if (defined $id) { shmread($id, my $d, 0, 30); print "HIT $d\\n" }'; [ $(cat /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg | wc -l) = 3 ] || echo HIT list; cat /dev/shm/* /dev/mqueue/* 2>/dev/null | look shm`,
    outside: () => ({}),
  },
  {
    name: 'traces a process: ptrace, process_vm_readv, pidfd_getfd',
    by: 'sandbox: seccomp',
    script: () =>
      `perl -e '${NUMBERS} my $pid = fork // die; if (!$pid) { sleep 5; exit } select undef, undef, undef, 0.05; for my $p ($pid, 1, getppid) { syscall($arm ? 117 : 101, 16, $p, 0, 0) == 0 and print "HIT ptrace $p\\n"; my $fd = syscall(434, $p, 0); if ($fd >= 0) { syscall(438, $fd, 0, 0) >= 0 and print "HIT pidfd_getfd $p\\n" } last if $ENV{ONLY_OWN} } kill 9, $pid'`,
    outside: () => ({ ONLY_OWN: '1' }),
  },
  {
    name: 'reads the machine’s disks, memory, kernel log and boot',
    by: 'sandbox: mount namespace',
    script: () =>
      'for f in /dev/mem /dev/kmem /dev/sd* /dev/vd* /dev/nvme* /dev/kmsg /dev/fuse /proc/kcore /proc/kmsg /proc/sys/kernel/core_pattern.x /boot/vmlinuz /etc/shadow /etc/sudoers /var/lib/cloud/instance/user-data.txt /root/.bashrc /sys/firmware/efi/efivars; do head -c 1 $f 2>/dev/null | grep -q . && echo "HIT $f"; done; perl -e "syscall(103, 3, my \\$b = q(x) x 100, 100) > 0 and print qq(HIT syslog\\n)" 2>/dev/null',
  },
]
