import { londonTime } from '../clock.ts';
import { dayText, shortDayText } from './format.ts';

/** The clock time in England at an instant (ISO text): "9:32am", "midday", "midnight". */
export function timeText(instant: string): string {
  const { hour } = londonTime(instant);
  // England's clock differs from UTC by whole hours, so the minutes are those of the text.
  const minute = instant.slice(14, 16);
  if (minute === '00' && hour === 12) return 'midday';
  if (minute === '00' && hour === 0) return 'midnight';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${hour < 12 ? 'am' : 'pm'}`;
}

/** An instant (ISO text) as people in England say it: "10:42am on 4 June 2026"; at midnight "the start of 4 June 2026", which leaves no doubt of the day. */
export function momentText(instant: string): string {
  const { day, hour } = londonTime(instant);
  if (hour === 0 && /T\d\d:00:00(\.0*)?Z$/.test(instant)) return `the start of ${dayText(day)}`;
  return `${timeText(instant)} on ${dayText(day)}`;
}

/** An instant in a narrow table: "10:42am on 4 Jun 2026". */
export function shortMomentText(instant: string): string {
  const { day } = londonTime(instant);
  return momentText(instant).replace(dayText(day), shortDayText(day));
}
