// A calendar for other programs to subscribe to: iCalendar, RFC 5545.
import ical from 'ical-generator';
import type { Day } from '../calendar/day.ts';

/** A whole day in a calendar. */
export interface CalendarDay {
  /** The same for the same thing each time it is read. */
  readonly id: string;
  readonly on: Day;
  readonly summary: string;
}

/** The calendar as text. `now` is the instant (ISO, UTC) of writing. */
export function calendarText(name: string, days: readonly CalendarDay[], now: string): string {
  // Twelve hours: what programs are asked to wait before they read it again.
  const calendar = ical({ name, prodId: { company: 'Sightline', product: 'Statutory dates', language: 'EN' }, ttl: 12 * 60 * 60 });
  for (const { id, on, summary } of days) calendar.createEvent({ id, start: on, allDay: true, summary, stamp: now });
  return calendar.toString();
}
