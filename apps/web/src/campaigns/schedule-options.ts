// What a schedule says beside its time: how it is spread, when it may go, on whose clock, what is done when it was missed. Each with its sentence.
import type { Campaign, CampaignSchedule, SendWindow } from '@doorstep/contracts';
import { counted } from '../parts/numbers';

export type ScheduleOptions = Required<Omit<CampaignSchedule, 'localTime' | 'timeZone' | 'offset'>>;

export const optionsOf = (campaign: Campaign): ScheduleOptions => ({
  eachAtLocalTime: campaign.eachAtLocalTime,
  pastZones: campaign.pastZones,
  spreadMinutes: campaign.spreadMinutes,
  sendWindow: campaign.sendWindow,
  missedPolicy: campaign.missedPolicy,
  missedHours: campaign.missedHours,
  ratePerHour: campaign.ratePerHour,
});

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "2 h 24 min", "40 min". */
export function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** @param people null when it was not counted */
export function spreadSentence(spreadMinutes: number, people: number | null): string {
  if (spreadMinutes === 0) return 'First tries leave as fast as mail servers take them.';
  const perHour = people === null ? null : Math.max(1, Math.round((people * 60) / spreadMinutes));
  const pace = perHour === null ? '' : `, about ${counted(perHour, 'person', 'people')} an hour`;
  return `First tries are spread evenly over ${duration(spreadMinutes)}${pace}.`;
}

export function rateSentence(ratePerHour: number | null, people: number | null): string {
  if (ratePerHour === null) return 'No limit of your own.';
  const takes =
    people === null
      ? ''
      : `: ${counted(people, 'person', 'people')} take about ${duration((people * 60) / ratePerHour)}`;
  return `At most ${counted(ratePerHour, 'first try', 'first tries')} an hour${takes}.`;
}

export function windowSentence(window: SendWindow | null): string {
  if (window === null) return 'It may go at any hour.';
  const days = [...window.days].sort();
  const isRow = days.length > 2 && days.at(-1)! - days[0]! === days.length - 1;
  const named =
    days.length === 7
      ? 'every day'
      : isRow
        ? `${dayNames[days[0]! - 1]} to ${dayNames[days.at(-1)! - 1]}`
        : days.map((day) => dayNames[day - 1]).join(', ');
  return `It goes ${named} from ${window.from} to ${window.until} ${window.timeZone}. Outside of these hours it waits, retries too.`;
}

export const missedSentence = ({ missedPolicy, missedHours }: Pick<ScheduleOptions, 'missedPolicy' | 'missedHours'>) =>
  missedPolicy === 'ask'
    ? 'If Doorstep was not running then, it waits for you instead of going late.'
    : `If Doorstep was not running then, it goes up to ${counted(missedHours, 'hour', 'hours')} late. Later than that it waits for you.`;

/** Sentences of what differs from the usual. */
export function optionSentences(options: ScheduleOptions, people: number | null): string[] {
  return [
    ...(options.eachAtLocalTime ? ['Everybody gets it at that time on her own clock.'] : []),
    ...(options.spreadMinutes > 0 ? [spreadSentence(options.spreadMinutes, people)] : []),
    ...(options.ratePerHour !== null ? [rateSentence(options.ratePerHour, people)] : []),
    ...(options.sendWindow !== null ? [windowSentence(options.sendWindow)] : []),
    ...(options.missedPolicy === 'ask' ? [missedSentence(options)] : []),
  ];
}
