namespace Mlops.Sdk.Extensibility;

/// <summary>The tables of the workspace database. Script number n brings a database from version n to n + 1; a script that was released never changes.</summary>
internal static class SqliteSchema
{
    public static int Version => Scripts.Length;

    public static ReadOnlySpan<string> Migrations => Scripts;

    private static readonly string[] Scripts =
    [
        """
        CREATE TABLE experiments(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL);

        CREATE TABLE runs(
            id TEXT PRIMARY KEY,
            experiment_id INTEGER NOT NULL REFERENCES experiments(id),
            name TEXT,
            status INTEGER NOT NULL,
            parent_id TEXT REFERENCES runs(id),
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            seed INTEGER NOT NULL,
            error TEXT,
            note TEXT) WITHOUT ROWID;
        CREATE INDEX runs_by_experiment ON runs(experiment_id, id);
        CREATE INDEX runs_by_parent ON runs(parent_id) WHERE parent_id IS NOT NULL;

        -- kind: 0 parameter, 1 tag, 2 fact
        CREATE TABLE run_values(
            run_id TEXT NOT NULL REFERENCES runs(id),
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY(run_id, kind, name)) WITHOUT ROWID;

        -- NaN is NULL in the summaries, so that it compares with nothing; the points keep its bits.
        CREATE TABLE series(
            id INTEGER PRIMARY KEY,
            run_id TEXT NOT NULL REFERENCES runs(id),
            name TEXT NOT NULL,
            points INTEGER NOT NULL,
            chunks INTEGER NOT NULL,
            last_step INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            last_value REAL,
            min_value REAL,
            max_value REAL,
            UNIQUE(run_id, name));
        CREATE INDEX series_by_last ON series(name, last_value);

        CREATE TABLE chunks(
            series_id INTEGER NOT NULL REFERENCES series(id),
            position INTEGER NOT NULL,
            points BLOB NOT NULL,
            PRIMARY KEY(series_id, position)) WITHOUT ROWID;

        CREATE TABLE run_artifacts(
            run_id TEXT NOT NULL REFERENCES runs(id),
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY(run_id, path)) WITHOUT ROWID;

        CREATE TABLE run_findings(
            run_id TEXT NOT NULL REFERENCES runs(id),
            position INTEGER NOT NULL,
            source TEXT NOT NULL,
            code TEXT NOT NULL,
            severity INTEGER NOT NULL,
            column_name TEXT,
            message TEXT NOT NULL,
            PRIMARY KEY(run_id, position)) WITHOUT ROWID;

        CREATE TABLE model_versions(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            bundle_sha256 TEXT NOT NULL,
            bundle_size INTEGER NOT NULL,
            signature_json TEXT,
            run_id TEXT REFERENCES runs(id),
            created_at INTEGER NOT NULL,
            PRIMARY KEY(model, version)) WITHOUT ROWID;
        CREATE TRIGGER model_versions_stay BEFORE UPDATE ON model_versions BEGIN SELECT RAISE(ABORT, 'a model version never changes'); END;

        CREATE TABLE model_version_tags(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY(model, version, name),
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version)) WITHOUT ROWID;

        -- The last row of an alias says who holds it.
        CREATE TABLE alias_history(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            model TEXT NOT NULL,
            alias TEXT NOT NULL,
            version INTEGER,
            previous INTEGER,
            changed_at INTEGER NOT NULL,
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version));
        CREATE INDEX alias_history_by_alias ON alias_history(model, alias, id);
        CREATE TRIGGER alias_history_stays BEFORE UPDATE ON alias_history BEGIN SELECT RAISE(ABORT, 'the history of aliases only grows'); END;
        CREATE TRIGGER alias_history_keeps BEFORE DELETE ON alias_history BEGIN SELECT RAISE(ABORT, 'the history of aliases only grows'); END;
        """,
        """
        -- Chunks of a series are merged, so that their number no longer says where the next one goes.
        ALTER TABLE series ADD COLUMN next_position INTEGER NOT NULL DEFAULT 0;
        UPDATE series SET next_position = chunks;

        -- What an earlier version wrote counts as full: it is read as it is and not merged.
        ALTER TABLE chunks ADD COLUMN count INTEGER NOT NULL DEFAULT 4096;

        -- With the run, an order by a metric is read off the index.
        DROP INDEX series_by_last;
        CREATE INDEX series_by_last ON series(name, last_value, run_id);
        """,
        """
        ALTER TABLE runs ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE runs ADD COLUMN lease_until INTEGER;
        ALTER TABLE runs ADD COLUMN deleted_at INTEGER;
        CREATE INDEX runs_by_lease ON runs(lease_until) WHERE status = 0 AND lease_until IS NOT NULL;
        CREATE INDEX runs_by_deletion ON runs(deleted_at) WHERE deleted_at IS NOT NULL;

        -- role: 0 input, 1 output
        CREATE TABLE run_datasets(
            run_id TEXT NOT NULL REFERENCES runs(id),
            role INTEGER NOT NULL,
            name TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            column_count INTEGER NOT NULL,
            source TEXT,
            PRIMARY KEY(run_id, role, name)) WITHOUT ROWID;
        CREATE INDEX run_datasets_by_fingerprint ON run_datasets(fingerprint, run_id);

        -- Who moved an alias, and why.
        ALTER TABLE alias_history ADD COLUMN changed_by TEXT;
        ALTER TABLE alias_history ADD COLUMN reason TEXT;

        -- The last row of a version says in which stage it is. stage: 0 none, 1 staging, 2 production, 3 archived
        CREATE TABLE stage_history(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            previous INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT,
            reason TEXT,
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version));
        CREATE INDEX stage_history_by_version ON stage_history(model, version, id);
        CREATE TRIGGER stage_history_stays BEFORE UPDATE ON stage_history BEGIN SELECT RAISE(ABORT, 'the history of stages only grows'); END;
        CREATE TRIGGER stage_history_keeps BEFORE DELETE ON stage_history BEGIN SELECT RAISE(ABORT, 'the history of stages only grows'); END;

        -- What was found out about a version after it was registered: reports, with their metrics and findings.
        CREATE TABLE version_artifacts(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY(model, version, path),
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version)) WITHOUT ROWID;
        CREATE TABLE version_metrics(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            report TEXT NOT NULL,
            name TEXT NOT NULL,
            value REAL,
            PRIMARY KEY(model, version, report, name),
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version)) WITHOUT ROWID;
        CREATE TABLE version_findings(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            report TEXT NOT NULL,
            position INTEGER NOT NULL,
            code TEXT NOT NULL,
            severity INTEGER NOT NULL,
            column_name TEXT,
            message TEXT NOT NULL,
            PRIMARY KEY(model, version, report, position),
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version)) WITHOUT ROWID;
        CREATE TABLE version_reports(
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            report TEXT NOT NULL,
            kind TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY(model, version, report),
            FOREIGN KEY(model, version) REFERENCES model_versions(model, version)) WITHOUT ROWID;
        """,
        """
        -- Documents by kind and key with all their revisions; a revision without a body removed the document.
        CREATE TABLE documents(
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            revision INTEGER NOT NULL,
            body TEXT,
            written_at INTEGER NOT NULL,
            written_by TEXT,
            PRIMARY KEY(kind, key, revision)) WITHOUT ROWID;
        CREATE TRIGGER documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'a revision of a document never changes'); END;

        -- What a revision is found by.
        CREATE TABLE document_terms(
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            key TEXT NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY(kind, name, value, key, revision),
            FOREIGN KEY(kind, key, revision) REFERENCES documents(kind, key, revision)) WITHOUT ROWID;
        CREATE INDEX document_terms_by_document ON document_terms(kind, key, revision);

        -- Every entry holds the hash of the one before.
        CREATE TABLE audit(
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            actor TEXT,
            detail TEXT,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL);
        CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain only grows'); END;
        CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit chain only grows'); END;
        """,
        """
        -- A series lies under its run and name, so that a search finds a value of a run by one look, and the metrics of a run lie together.
        -- Its last few points are its tail, until they are enough for a chunk; a series without chunks has no id.
        CREATE TABLE series_by_run(
            run_id TEXT NOT NULL REFERENCES runs(id),
            name TEXT NOT NULL,
            id INTEGER,
            points INTEGER NOT NULL,
            chunks INTEGER NOT NULL,
            next_position INTEGER NOT NULL,
            last_step INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            last_value REAL,
            min_value REAL,
            max_value REAL,
            tail BLOB,
            PRIMARY KEY(run_id, name)) WITHOUT ROWID;
        INSERT INTO series_by_run(run_id, name, id, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value)
            SELECT run_id, name, id, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value FROM series ORDER BY run_id, name;

        -- A chunk comes and goes with a change of its series in the same transaction, so that no foreign key is needed, which would cost a look for every point.
        CREATE TABLE chunks_by_series(
            series_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            count INTEGER NOT NULL,
            points BLOB NOT NULL,
            PRIMARY KEY(series_id, position)) WITHOUT ROWID;
        INSERT INTO chunks_by_series(series_id, position, count, points) SELECT series_id, position, count, points FROM chunks ORDER BY series_id, position;

        DROP TABLE chunks;
        DROP TABLE series;
        ALTER TABLE series_by_run RENAME TO series;
        ALTER TABLE chunks_by_series RENAME TO chunks;
        CREATE INDEX series_by_last ON series(name, last_value, run_id);
        """,
    ];
}
