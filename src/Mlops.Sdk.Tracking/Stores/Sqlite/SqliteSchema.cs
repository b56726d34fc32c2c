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
    ];
}
