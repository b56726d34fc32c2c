namespace Mlops.Sdk.Extensibility;

/// <summary>
/// The tables of the workspace. Script number n brings a schema from version n to n + 1; a script that was released never changes.
/// Tables and columns that a search goes through have the names of the SQLite store. Times are UTC ticks, as everywhere in the SDK; texts compare by their bytes.
/// </summary>
internal static class PostgreSqlSchema
{
    public static int Version => Scripts.Length;

    public static ReadOnlySpan<string> Migrations => Scripts;

    private static readonly string[] Scripts = [Runs + Models + Documents, Fences, Tails];

    private const string Runs =
        """
        CREATE TABLE mlops.experiments(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text COLLATE "C" NOT NULL UNIQUE,
            created_at bigint NOT NULL);

        CREATE TABLE mlops.runs(
            id text COLLATE "C" PRIMARY KEY,
            experiment_id bigint NOT NULL REFERENCES mlops.experiments(id),
            name text COLLATE "C",
            status smallint NOT NULL,
            parent_id text COLLATE "C" REFERENCES mlops.runs(id) DEFERRABLE,
            started_at bigint NOT NULL,
            ended_at bigint,
            seed bigint NOT NULL,
            error text COLLATE "C",
            note text COLLATE "C",
            attempt integer NOT NULL DEFAULT 1,
            lease_until bigint,
            deleted_at bigint);
        CREATE INDEX runs_by_experiment ON mlops.runs(experiment_id, id);
        CREATE INDEX runs_by_parent ON mlops.runs(parent_id) WHERE parent_id IS NOT NULL;
        CREATE INDEX runs_by_lease ON mlops.runs(lease_until) WHERE status = 0 AND lease_until IS NOT NULL;
        CREATE INDEX runs_by_deletion ON mlops.runs(deleted_at) WHERE deleted_at IS NOT NULL;

        -- kind: 0 parameter, 1 tag, 2 fact
        CREATE TABLE mlops.run_values(
            run_id text COLLATE "C" NOT NULL REFERENCES mlops.runs(id),
            kind smallint NOT NULL,
            name text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            PRIMARY KEY(run_id, kind, name));

        -- NaN is NULL in the summaries, so that it compares with nothing; the points keep its bits.
        CREATE TABLE mlops.series(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            run_id text COLLATE "C" NOT NULL REFERENCES mlops.runs(id),
            name text COLLATE "C" NOT NULL,
            points bigint NOT NULL,
            chunks bigint NOT NULL,
            next_position bigint NOT NULL,
            last_step bigint NOT NULL,
            last_time bigint NOT NULL,
            last_value double precision,
            min_value double precision,
            max_value double precision,
            UNIQUE(run_id, name));
        CREATE INDEX series_by_last ON mlops.series(name, last_value, run_id);

        -- A chunk comes and goes with a change of its series in the same statement or under its lock, so that no foreign key is needed, which would cost a look for every point.
        CREATE TABLE mlops.chunks(
            series_id bigint NOT NULL,
            position bigint NOT NULL,
            count integer NOT NULL,
            points bytea NOT NULL,
            PRIMARY KEY(series_id, position));
        -- The points are packed already.
        ALTER TABLE mlops.chunks ALTER COLUMN points SET STORAGE EXTERNAL;

        CREATE TABLE mlops.run_artifacts(
            run_id text COLLATE "C" NOT NULL REFERENCES mlops.runs(id),
            path text COLLATE "C" NOT NULL,
            sha256 text COLLATE "C" NOT NULL,
            size bigint NOT NULL,
            media_type text COLLATE "C" NOT NULL,
            created_at bigint NOT NULL,
            PRIMARY KEY(run_id, path));

        CREATE TABLE mlops.run_findings(
            run_id text COLLATE "C" NOT NULL REFERENCES mlops.runs(id),
            position bigint GENERATED ALWAYS AS IDENTITY,
            source text COLLATE "C" NOT NULL,
            code text COLLATE "C" NOT NULL,
            severity smallint NOT NULL,
            column_name text COLLATE "C",
            message text COLLATE "C" NOT NULL,
            PRIMARY KEY(run_id, position));

        -- role: 0 input, 1 output
        CREATE TABLE mlops.run_datasets(
            run_id text COLLATE "C" NOT NULL REFERENCES mlops.runs(id),
            role smallint NOT NULL,
            name text COLLATE "C" NOT NULL,
            fingerprint text COLLATE "C" NOT NULL,
            row_count bigint NOT NULL,
            column_count integer NOT NULL,
            source text COLLATE "C",
            PRIMARY KEY(run_id, role, name));
        CREATE INDEX run_datasets_by_fingerprint ON mlops.run_datasets(fingerprint, run_id);

        -- Each connection that writes has a row, in which every group of writes leaves its number: so that after a lost connection one can tell whether the last group was committed.
        CREATE TABLE mlops.writers(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            last_group bigint NOT NULL DEFAULT 0,
            last_seen timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 20);

        CREATE FUNCTION mlops.begin_group(writer bigint, number bigint) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE mlops.writers SET last_group = number, last_seen = now() WHERE id = writer;
            IF NOT FOUND THEN RAISE EXCEPTION 'the writer % was closed', writer USING ERRCODE = 'ML000'; END IF;
        END $$;

        CREATE FUNCTION mlops.require_runs(ids text[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE missing text;
        BEGIN
            SELECT i.id INTO missing FROM unnest(ids) AS i(id) WHERE NOT EXISTS (SELECT 1 FROM mlops.runs r WHERE r.id = i.id) LIMIT 1;
            IF missing IS NOT NULL THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'ML031'; END IF;
        END $$;

        CREATE FUNCTION mlops.require_attempt(run text, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE stands bigint;
        BEGIN
            SELECT r.attempt INTO stands FROM mlops.runs r WHERE r.id = run FOR UPDATE;
            IF stands <> expected THEN RAISE EXCEPTION '% % %', run, expected, stands USING ERRCODE = 'ML037'; END IF;
        END $$;

        CREATE FUNCTION mlops.resume_run(run text, from_attempt integer, resumed_at bigint, until bigint) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE mlops.runs SET status = 0, ended_at = NULL, error = NULL, attempt = attempt + 1, lease_until = until
            WHERE id = run AND attempt = from_attempt AND deleted_at IS NULL AND status <> 1 AND (status <> 0 OR lease_until IS NULL OR lease_until <= resumed_at);
            IF NOT FOUND THEN RAISE EXCEPTION '%', run USING ERRCODE = 'ML035'; END IF;
        END $$;

        """;

    // Who writes holds a shared lock on the run's number up to the commit, and who resumes the run holds it alone; both are in memory and leave nothing behind.
    // There are few numbers, so that a group of any size takes few locks, and a group takes them in their order. What processes of an older SDK call stays.
    private const string Fences =
        """
        CREATE FUNCTION mlops.require_attempts(runs text[], attempts integer[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE found record;
        BEGIN
            PERFORM pg_advisory_xact_lock_shared(6037, g.number) FROM (SELECT DISTINCT hashtext(i.id) & 63 AS number FROM unnest(runs) AS i(id) ORDER BY 1) g;
            SELECT r.id, g.attempt, r.attempt AS stands INTO found FROM unnest(runs, attempts) AS g(id, attempt) JOIN mlops.runs r ON r.id = g.id WHERE r.attempt <> g.attempt LIMIT 1;
            IF found.id IS NOT NULL THEN RAISE EXCEPTION '% % %', found.id, found.attempt, found.stands USING ERRCODE = 'ML037'; END IF;
        END $$;

        CREATE FUNCTION mlops.begin_group(writer bigint, number bigint, runs text[], attempts integer[]) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM mlops.begin_group(writer, number);
            PERFORM mlops.require_attempts(runs, attempts);
        END $$;

        CREATE OR REPLACE FUNCTION mlops.resume_run(run text, from_attempt integer, resumed_at bigint, until bigint) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(6037, hashtext(run) & 63);
            UPDATE mlops.runs SET status = 0, ended_at = NULL, error = NULL, attempt = attempt + 1, lease_until = until
            WHERE id = run AND attempt = from_attempt AND deleted_at IS NULL AND status <> 1 AND (status <> 0 OR lease_until IS NULL OR lease_until <= resumed_at);
            IF NOT FOUND THEN RAISE EXCEPTION '%', run USING ERRCODE = 'ML035'; END IF;
        END $$;

        """;

    // Points that come by ones and twos stay in the row of their series, each beside those before it, and become a chunk when there are enough: a point that is awaited alone changes one row.
    // The functions give the series of the chunks they made, followed by the places of these chunks in the same order; null where they made none.
    // NaN stands for no value. What processes of an older SDK call stays; they do not read tails.
    private const string Tails =
        """
        ALTER TABLE mlops.series ADD COLUMN tail bytea NOT NULL DEFAULT '', ADD COLUMN tail_points integer NOT NULL DEFAULT 0;
        ALTER TABLE mlops.series ALTER COLUMN tail SET STORAGE EXTERNAL;

        CREATE OR REPLACE FUNCTION mlops.require_attempts(runs text[], attempts integer[]) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE found record;
        BEGIN
            IF cardinality(runs) = 1 THEN
                PERFORM pg_advisory_xact_lock_shared(6037, hashtext(runs[1]) & 63);
                SELECT r.id, attempts[1] AS attempt, r.attempt AS stands INTO found FROM mlops.runs r WHERE r.id = runs[1] AND r.attempt <> attempts[1];
            ELSE
                PERFORM pg_advisory_xact_lock_shared(6037, g.number) FROM (SELECT DISTINCT hashtext(i.id) & 63 AS number FROM unnest(runs) AS i(id) ORDER BY 1) g;
                SELECT r.id, g.attempt, r.attempt AS stands INTO found FROM unnest(runs, attempts) AS g(id, attempt) JOIN mlops.runs r ON r.id = g.id WHERE r.attempt <> g.attempt LIMIT 1;
            END IF;
            IF found.id IS NOT NULL THEN RAISE EXCEPTION '% % %', found.id, found.attempt, found.stands USING ERRCODE = 'ML037'; END IF;
        END $$;

        CREATE FUNCTION mlops.put_tails(ids bigint[]) RETURNS bigint[] LANGUAGE plpgsql AS $$
        DECLARE put bigint[];
        BEGIN
            WITH held AS (
                SELECT s.id, s.next_position, s.tail_points, s.tail FROM mlops.series s WHERE s.id = ANY(ids) AND s.tail_points > 0 ORDER BY s.id FOR UPDATE),
            written AS (
                INSERT INTO mlops.chunks(series_id, position, count, points) SELECT h.id, h.next_position, h.tail_points, h.tail FROM held h RETURNING series_id, position),
            emptied AS (
                UPDATE mlops.series s SET tail = '', tail_points = 0, chunks = s.chunks + 1, next_position = s.next_position + 1 FROM held h WHERE s.id = h.id)
            SELECT array_agg(w.series_id ORDER BY w.series_id) || array_agg(w.position ORDER BY w.series_id) INTO put FROM written w;
            RETURN put;
        END $$;

        -- Some points of each of some series, few enough for a tail.
        CREATE FUNCTION mlops.add_points(run_ids text[], metrics text[], added integer[], steps bigint[], times bigint[], latest float8[], lowest float8[], highest float8[], pieces bytea[], most integer)
        RETURNS bigint[] LANGUAGE plpgsql AS $$
        DECLARE grown bigint[];
        BEGIN
            WITH held AS (
                INSERT INTO mlops.series AS s(run_id, name, points, chunks, next_position, last_step, last_time, last_value, min_value, max_value, tail, tail_points)
                SELECT g.run_id, g.name, g.added, 0, 0, g.step, g.at, nullif(g.latest, 'NaN'), nullif(g.lowest, 'NaN'), nullif(g.highest, 'NaN'), g.piece, g.added
                FROM unnest(run_ids, metrics, added, steps, times, latest, lowest, highest, pieces) AS g(run_id, name, added, step, at, latest, lowest, highest, piece)
                ON CONFLICT(run_id, name) DO UPDATE SET
                    points = s.points + excluded.points,
                    last_value = CASE WHEN (excluded.last_step, excluded.last_time) >= (s.last_step, s.last_time) THEN excluded.last_value ELSE s.last_value END,
                    last_time = CASE WHEN (excluded.last_step, excluded.last_time) >= (s.last_step, s.last_time) THEN excluded.last_time ELSE s.last_time END,
                    last_step = greatest(s.last_step, excluded.last_step),
                    min_value = least(s.min_value, excluded.min_value),
                    max_value = greatest(s.max_value, excluded.max_value),
                    tail = s.tail || excluded.tail,
                    tail_points = s.tail_points + excluded.tail_points
                RETURNING s.id, s.tail_points)
            SELECT array_agg(h.id) INTO grown FROM held h WHERE h.tail_points > most;
            IF grown IS NULL THEN RETURN NULL; END IF;
            RETURN mlops.put_tails(grown);
        END $$;

        -- A group that is one point: what begin_group and add_points do, without their arrays. Attempt 0 asks of none.
        CREATE FUNCTION mlops.add_point(writer bigint, number bigint, run text, tried integer, metric text, step bigint, at bigint, latest float8, piece bytea, most integer)
        RETURNS bigint[] LANGUAGE plpgsql AS $$
        DECLARE
            stands integer;
            series bigint;
            held integer;
        BEGIN
            UPDATE mlops.writers w SET last_group = number, last_seen = now() WHERE w.id = writer;
            IF NOT FOUND THEN RAISE EXCEPTION 'the writer % was closed', writer USING ERRCODE = 'ML000'; END IF;
            IF tried <> 0 THEN
                PERFORM pg_advisory_xact_lock_shared(6037, hashtext(run) & 63);
                SELECT r.attempt INTO stands FROM mlops.runs r WHERE r.id = run;
                IF stands <> tried THEN RAISE EXCEPTION '% % %', run, tried, stands USING ERRCODE = 'ML037'; END IF;
            END IF;
            latest := nullif(latest, 'NaN');
            UPDATE mlops.series s SET
                points = s.points + 1,
                last_value = CASE WHEN (step, at) >= (s.last_step, s.last_time) THEN latest ELSE s.last_value END,
                last_time = CASE WHEN (step, at) >= (s.last_step, s.last_time) THEN at ELSE s.last_time END,
                last_step = greatest(s.last_step, step),
                min_value = least(s.min_value, latest),
                max_value = greatest(s.max_value, latest),
                tail = s.tail || piece,
                tail_points = s.tail_points + 1
            WHERE s.run_id = run AND s.name = metric RETURNING s.id, s.tail_points INTO series, held;
            IF NOT FOUND THEN RETURN mlops.add_points(ARRAY[run], ARRAY[metric], ARRAY[1], ARRAY[step], ARRAY[at], ARRAY[latest], ARRAY[latest], ARRAY[latest], ARRAY[piece], most); END IF;
            IF held <= most THEN RETURN NULL; END IF;
            RETURN mlops.put_tails(ARRAY[series]);
        END $$;

        """;

    private const string Models =
        """
        -- A change of a model, its aliases or stages holds the lock of its row.
        CREATE TABLE mlops.models(
            name text COLLATE "C" PRIMARY KEY,
            versions integer NOT NULL);

        CREATE TABLE mlops.model_versions(
            model text COLLATE "C" NOT NULL REFERENCES mlops.models(name),
            version integer NOT NULL,
            bundle_sha256 text COLLATE "C" NOT NULL,
            bundle_size bigint NOT NULL,
            signature_json text COLLATE "C",
            run_id text COLLATE "C" REFERENCES mlops.runs(id),
            created_at bigint NOT NULL,
            PRIMARY KEY(model, version));
        CREATE INDEX model_versions_by_run ON mlops.model_versions(run_id) WHERE run_id IS NOT NULL;

        CREATE TABLE mlops.model_version_tags(
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            name text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            PRIMARY KEY(model, version, name),
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));

        -- The last row of an alias says who holds it.
        CREATE TABLE mlops.alias_history(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model text COLLATE "C" NOT NULL,
            alias text COLLATE "C" NOT NULL,
            version integer,
            previous integer,
            changed_at bigint NOT NULL,
            changed_by text COLLATE "C",
            reason text COLLATE "C",
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));
        CREATE INDEX alias_history_by_alias ON mlops.alias_history(model, alias, id);

        -- The last row of a version says in which stage it is. stage: 0 none, 1 staging, 2 production, 3 archived
        CREATE TABLE mlops.stage_history(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            stage smallint NOT NULL,
            previous smallint NOT NULL,
            changed_at bigint NOT NULL,
            changed_by text COLLATE "C",
            reason text COLLATE "C",
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));
        CREATE INDEX stage_history_by_version ON mlops.stage_history(model, version, id);

        CREATE TABLE mlops.version_reports(
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            report text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            created_at bigint NOT NULL,
            PRIMARY KEY(model, version, report),
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));
        CREATE TABLE mlops.version_metrics(
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            report text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            value double precision,
            PRIMARY KEY(model, version, report, name),
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));
        CREATE TABLE mlops.version_findings(
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            report text COLLATE "C" NOT NULL,
            position integer NOT NULL,
            code text COLLATE "C" NOT NULL,
            severity smallint NOT NULL,
            column_name text COLLATE "C",
            message text COLLATE "C" NOT NULL,
            PRIMARY KEY(model, version, report, position),
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));
        CREATE TABLE mlops.version_artifacts(
            model text COLLATE "C" NOT NULL,
            version integer NOT NULL,
            path text COLLATE "C" NOT NULL,
            sha256 text COLLATE "C" NOT NULL,
            size bigint NOT NULL,
            media_type text COLLATE "C" NOT NULL,
            created_at bigint NOT NULL,
            PRIMARY KEY(model, version, path),
            FOREIGN KEY(model, version) REFERENCES mlops.model_versions(model, version));

        CREATE FUNCTION mlops.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the rows of % stay as they were written', TG_TABLE_NAME USING ERRCODE = 'ML100';
        END $$;
        CREATE TRIGGER model_versions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON mlops.model_versions FOR EACH STATEMENT EXECUTE FUNCTION mlops.refuse_change();
        CREATE TRIGGER alias_history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON mlops.alias_history FOR EACH STATEMENT EXECUTE FUNCTION mlops.refuse_change();
        CREATE TRIGGER stage_history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON mlops.stage_history FOR EACH STATEMENT EXECUTE FUNCTION mlops.refuse_change();

        """;

    // A key and a term may be longer than an index of PostgreSQL takes, so that indexes go by the SHA-256 of a key, and by the beginnings of keys and values.
    private const string Documents =
        """
        -- Documents by kind and key with all their revisions; a revision without a body removed the document.
        CREATE TABLE mlops.documents(
            kind text COLLATE "C" NOT NULL,
            key_sha256 bytea NOT NULL,
            revision integer NOT NULL,
            key text COLLATE "C" NOT NULL,
            body text COLLATE "C",
            written_at bigint NOT NULL,
            written_by text COLLATE "C",
            PRIMARY KEY(kind, key_sha256, revision));
        CREATE INDEX documents_by_key ON mlops.documents(kind, left(key, 300));
        CREATE TRIGGER documents_stay BEFORE UPDATE OR TRUNCATE ON mlops.documents FOR EACH STATEMENT EXECUTE FUNCTION mlops.refuse_change();

        -- What a revision is found by.
        CREATE TABLE mlops.document_terms(
            kind text COLLATE "C" NOT NULL,
            key_sha256 bytea NOT NULL,
            revision integer NOT NULL,
            name text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            FOREIGN KEY(kind, key_sha256, revision) REFERENCES mlops.documents(kind, key_sha256, revision));
        CREATE INDEX document_terms_by_document ON mlops.document_terms(kind, key_sha256, revision);
        CREATE INDEX document_terms_by_value ON mlops.document_terms(kind, left(name, 100), left(value, 200));

        -- Every entry holds the hash of the one before.
        CREATE TABLE mlops.audit(
            sequence bigint PRIMARY KEY,
            at bigint NOT NULL,
            action text COLLATE "C" NOT NULL,
            subject text COLLATE "C" NOT NULL,
            actor text COLLATE "C",
            detail text COLLATE "C",
            previous_hash text COLLATE "C" NOT NULL,
            hash text COLLATE "C" NOT NULL);
        CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON mlops.audit FOR EACH STATEMENT EXECUTE FUNCTION mlops.refuse_change();

        """;
}
