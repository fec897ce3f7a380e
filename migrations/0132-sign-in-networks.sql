-- Strangers who try at somebody's account from elsewhere do not make them wait where they usually sign in.
CREATE TABLE sign_in_network (
  digest bytea PRIMARY KEY,
  seen_at timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_network IS 'From which networks which accounts were signed in to: for thirty days';
COMMENT ON COLUMN sign_in_network.digest IS 'SHA-256 of the e-mail address with the network address';
COMMENT ON COLUMN sign_in_network.seen_at IS 'Instant of the last sign-in: thirty days later it goes';
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_network TO sightline_app;
