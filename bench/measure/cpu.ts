import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time by name; only Linux tells. */
export type CpuTimes = Readonly<Record<string, number>>;

/** Ticks of a second in /proc, the same on every Linux. */
const ticksPerSecond = 100;

interface ProcessTime {
  readonly pid: number;
  readonly name: string;
  readonly milliseconds: number;
}

function processTimes(): ProcessTime[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      // After the name: state is field 3 of proc(5), utime and stime are 14 and 15.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      return [{ pid: Number(entry), name, milliseconds: (ticks * 1000) / ticksPerSecond }];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** Processor time so far of the named processes, of all of PostgreSQL, and of this one. */
export function cpuTimes(pids: Readonly<Record<string, number | undefined>>): CpuTimes {
  const times = processTimes();
  const named = Object.entries({ ...pids, bench: process.pid }).map(([name, pid]) => [
    name,
    times.find((entry) => entry.pid === pid)?.milliseconds ?? 0,
  ]);
  const postgres = times.filter(({ name }) => name === 'postgres');
  const sum = postgres.reduce((total, { milliseconds }) => total + milliseconds, 0);
  return Object.fromEntries([...named, ['postgres', sum]]) as CpuTimes;
}

/** What each used between two readings, for each of `count` things done. */
export function cpuEach(before: CpuTimes, after: CpuTimes, count: number): CpuTimes {
  return Object.fromEntries(
    Object.entries(after).map(([name, time]) => [name, (time - (before[name] ?? 0)) / count]),
  );
}
