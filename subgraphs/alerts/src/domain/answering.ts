import type { Directory, DirectoryDesk, DirectoryOffice, Shift } from './directory.ts';
import { isOpenWhen, wallTimeAt, type WallTime } from './office-hours.ts';

/** Who can answer at one moment. */
export interface Answering {
  readonly canAnswer: (deskId: string) => boolean;
  /** The officers on duty at a desk, sorted; none where no duty is planned. */
  readonly dutyOfficerIds: (deskId: string) => readonly string[];
}

/** The sandbox has neither night nor duty: nobody is called there, so nobody is left out. */
export const everybodyAnswers: Answering = {
  canAnswer: () => true,
  dutyOfficerIds: () => [],
};

/** These answer day and night, whatever is planned. */
const alwaysAnswer: readonly DirectoryDesk['kind'][] = ['CALL_CENTRE', 'NATIONAL'];

const isOn = ({ startsAt, endsAt }: Shift, now: Date) => startsAt <= now && now < endsAt;

/**
 * Whether somebody is at a desk: by its plan of duty, or while it has none that is not over, by the
 * hours of its office. Where not even these are known, it is taken to be staffed.
 */
function isStaffed(
  { shifts }: DirectoryDesk,
  hours: DirectoryOffice['hours'],
  now: Date,
  wallTime: (timeZone: string) => WallTime,
): boolean {
  const planned = shifts.filter(({ endsAt }) => now < endsAt);
  if (planned.length > 0) return planned.some((shift) => isOn(shift, now));
  return hours === null || isOpenWhen(hours, wallTime(hours.timeZone));
}

/** Who can answer at that moment, as far as the directory tells. */
export function answeringAt(directory: Directory, now: Date): Answering {
  // A few dozen desks share a handful of time zones.
  const walls = new Map<string, WallTime>();
  const wallTime = (timeZone: string) => {
    const known = walls.get(timeZone) ?? wallTimeAt(timeZone, now);
    walls.set(timeZone, known);
    return known;
  };
  return {
    canAnswer(deskId) {
      const desk = directory.deskById.get(deskId);
      if (desk === undefined) return false;
      if (alwaysAnswer.includes(desk.kind)) return true;
      // An additional desk does not follow the office it belongs to.
      const isOwn = desk.kind === 'CONSULATE' && desk.consulateId !== null;
      const office = isOwn ? directory.officeById.get(desk.consulateId) : undefined;
      return desk.isInService && isStaffed(desk, office?.hours ?? null, now, wallTime);
    },
    dutyOfficerIds(deskId) {
      const desk = directory.deskById.get(deskId);
      if (desk === undefined || !desk.isInService) return [];
      const on = desk.shifts.filter((shift) => isOn(shift, now));
      return [...new Set(on.map(({ officerId }) => officerId))].sort();
    },
  };
}
