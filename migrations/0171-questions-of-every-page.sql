-- Asked at every page and every sign-in: without reading the whole table.
CREATE INDEX large_download_asked_at ON large_download (asked_at);
CREATE INDEX sign_in_failure_failed_at ON sign_in_failure (failed_at);
