-- Known at T. A writer reads the clock and lists itself as unfinished in one locked step, so that whoever asks what was
-- known at T can tell whether a write with an earlier instant is still to come. The list is PostgreSQL's own list of
-- advisory locks: a lock whose key holds the instant, held until the writer's transaction ends, however it ends.
-- Key: 0x53 in the top byte, then microseconds since 1970. The short lock is the pair (83, 1).

CREATE SEQUENCE last_instant AS bigint MINVALUE 0 START 0;
COMMENT ON SEQUENCE last_instant IS 'Latest instant given out, in microseconds since 1970: no later write has an earlier one';

CREATE FUNCTION instant_of(microseconds bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT timestamptz 'epoch' + microseconds * interval '1 microsecond'
$$;
COMMENT ON FUNCTION instant_of(bigint) IS 'The instant that many microseconds after the start of 1970';

CREATE FUNCTION microseconds_of(instant timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM instant) * 1000000)::bigint
$$;
COMMENT ON FUNCTION microseconds_of(timestamptz) IS 'Microseconds from the start of 1970 to the instant';

CREATE FUNCTION begin_recording() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  instant bigint;
BEGIN
  PERFORM pg_advisory_lock(83, 1);
  BEGIN
    SELECT greatest(last_value + 1, microseconds_of(clock_timestamp())) INTO instant FROM last_instant;
    PERFORM setval('last_instant', instant);
    PERFORM pg_advisory_xact_lock((83::bigint << 56) | instant);
  EXCEPTION WHEN OTHERS OR QUERY_CANCELED THEN
    PERFORM pg_advisory_unlock(83, 1);
    RAISE;
  END;
  PERFORM pg_advisory_unlock(83, 1);
  RETURN instant_of(instant);
END $$;
COMMENT ON FUNCTION begin_recording() IS
  'The instant of a recording: later than every one before, and listed as unfinished until the transaction ends';

CREATE FUNCTION unfinished_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT instant_of(min(((classid::bigint << 32) | objid::bigint) & ((1::bigint << 56) - 1)))
  FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND classid::bigint >> 24 = 83
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
$$;
COMMENT ON FUNCTION unfinished_since() IS 'The instant of the oldest write that has not ended; null where there is none';

CREATE FUNCTION known_at(wanted timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  given bigint;
  clock bigint;
  unfinished timestamptz;
BEGIN
  PERFORM pg_advisory_lock(83, 1);
  BEGIN
    clock := microseconds_of(clock_timestamp());
    SELECT last_value INTO given FROM last_instant;
    -- Moved on at most once a second: a finished write is never later than the last instant given out.
    IF given < clock - 1000000 AND (wanted IS NULL OR microseconds_of(wanted) > given) THEN
      given := clock;
      PERFORM setval('last_instant', given);
    END IF;
    unfinished := unfinished_since();
  EXCEPTION WHEN OTHERS OR QUERY_CANCELED THEN
    PERFORM pg_advisory_unlock(83, 1);
    RAISE;
  END;
  PERFORM pg_advisory_unlock(83, 1);
  RETURN least(wanted, instant_of(given), unfinished - interval '1 microsecond');
END $$;
COMMENT ON FUNCTION known_at(timestamptz) IS
  'The latest instant, not after the one wanted, as at which what is known can no longer change';

GRANT SELECT, UPDATE ON SEQUENCE last_instant TO sightline_app, sightline_report;
