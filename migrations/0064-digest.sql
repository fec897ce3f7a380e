-- The daily e-mail of those who want it, and the calendar that they may subscribe to.

CREATE TABLE digest_choice (
  staff_id uuid PRIMARY KEY REFERENCES staff,
  chosen_at timestamptz NOT NULL
);
COMMENT ON TABLE digest_choice IS 'Who wants a daily e-mail with the number of their alerts';
COMMENT ON COLUMN digest_choice.staff_id IS 'Who';
COMMENT ON COLUMN digest_choice.chosen_at IS 'Instant of choosing';

CREATE TABLE digest_mail (
  staff_id uuid NOT NULL REFERENCES staff,
  day date NOT NULL,
  state text NOT NULL CHECK (state IN ('sending', 'sent', 'not-sent')),
  claimed_at timestamptz NOT NULL,
  PRIMARY KEY (staff_id, day)
);
COMMENT ON TABLE digest_mail IS 'One row a person and day: the daily e-mail is claimed before it is sent, so that it is never sent twice';
COMMENT ON COLUMN digest_mail.staff_id IS 'To whom';
COMMENT ON COLUMN digest_mail.day IS 'For which day';
COMMENT ON COLUMN digest_mail.state IS 'sending: handed to the mail server or about to be, and nothing is known of it since; sent: it took it; not-sent: it did not, to be tried again';
COMMENT ON COLUMN digest_mail.claimed_at IS 'Instant of the last attempt';

CREATE TABLE calendar_feed (
  staff_id uuid PRIMARY KEY REFERENCES staff,
  digest bytea NOT NULL UNIQUE,
  made_at timestamptz NOT NULL,
  seen_on date
);
COMMENT ON TABLE calendar_feed IS 'Secret addresses at which people subscribe to a calendar of their statutory dates, without names';
COMMENT ON COLUMN calendar_feed.staff_id IS 'Whose it is';
COMMENT ON COLUMN calendar_feed.digest IS 'SHA-256 of the token in the address';
COMMENT ON COLUMN calendar_feed.made_at IS 'Instant of making; a new one ends the one before';
COMMENT ON COLUMN calendar_feed.seen_on IS 'Day on which it was last read: the access log has an entry with its cases for each such day';

GRANT SELECT, INSERT, UPDATE, DELETE ON digest_choice, digest_mail, calendar_feed TO sightline_app;
