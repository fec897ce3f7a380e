-- Single sign-on: which account of the council's own sign-in (OpenID Connect) is whose here.
CREATE TABLE council_account (
  staff_id uuid PRIMARY KEY REFERENCES staff,
  issuer text NOT NULL,
  subject bytea NOT NULL,
  connected_at timestamptz NOT NULL,
  UNIQUE (issuer, subject)
);
COMMENT ON TABLE council_account IS 'Which account of the council’s own sign-in is whose; each change is an entry (STAFF)';
COMMENT ON COLUMN council_account.staff_id IS 'Whose it is: one at most';
COMMENT ON COLUMN council_account.issuer IS 'The address by which the council’s sign-in names itself';
COMMENT ON COLUMN council_account.subject IS 'SHA-256 of the identifier that it gives the person for good; no e-mail address is looked at again';
COMMENT ON COLUMN council_account.connected_at IS 'Instant of connecting';
GRANT SELECT, INSERT, UPDATE, DELETE ON council_account TO sightline_app;
