using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Parquet, CSV or JSON files, or a query over files and tables, read in batches through DuckDB in memory that does not grow with the rows.</summary>
/// <remarks>
/// <para>Nothing is held open between two passes, and each pass is a query of its own; files must not change between opening and reading. Batches are the same on any number of threads. They are in the order of the files' paths and the
/// rows in them; a query has the order that it asks for with ORDER BY, and otherwise none.</para>
/// <para>DuckDB works in this process, without a database file. It fetches nothing from the network and loads no extensions.</para>
/// </remarks>
public sealed class DuckDbSource : DataSource
{
    private readonly Relation _relation;
    private readonly DuckDbOptions _options;
    private readonly ImmutableArray<ColumnPlan> _plans;

    private DuckDbSource(Relation relation, DuckDbOptions options, ImmutableArray<ColumnPlan> plans)
    {
        _relation = relation;
        _options = options;
        _plans = plans;
        Schema = new Schema(plans.Select(plan => plan.Field));
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <summary>The files that are read, in order.</summary>
    public ImmutableArray<string> Files => _relation.Files;

    /// <summary>The number of rows, where the files tell it without being read: for Parquet files, not for a query.</summary>
    public long? RowCount => _relation.RowCount;

    /// <summary>Opens Parquet files.</summary>
    /// <param name="pathOrGlob">A file, or a pattern with <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>**</c> for folders.</param>
    /// <param name="options">Roles, types, columns, threads.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">MLO1600: no such file. MLO1601: a file is damaged. Others of MLO16xx as their messages say.</exception>
    /// <exception cref="ArgumentException">The options name a column that is not there.</exception>
    public static DuckDbSource FromParquet(string pathOrGlob, DuckDbOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenFiles(InputFormat.Parquet, pathOrGlob, options, cancellationToken);

    /// <summary>Opens CSV or TSV files, also compressed (<c>.gz</c>, which is unpacked once more to check that it is whole, and <c>.zst</c>), with DuckDB's reader, which finds dialect and types from a sample.</summary>
    /// <remarks>For one file, <see cref="CsvSource"/> finds types over all rows, keeps leading zeros and tells the line of an error; this reads patterns of files and partitioned folders.</remarks>
    /// <param name="pathOrGlob">A file, or a pattern with <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>**</c> for folders.</param>
    /// <param name="options">Roles, types, dialect, threads.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">MLO1600: no such file. MLO1603: a value does not fit the type of the sample. Others of MLO16xx as their messages say.</exception>
    /// <exception cref="ArgumentException">The options name a column that is not there.</exception>
    public static DuckDbSource FromCsv(string pathOrGlob, DuckDbOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenFiles(InputFormat.Csv, pathOrGlob, options, cancellationToken);

    /// <summary>Opens files of JSON lines (one object a line, also compressed like CSV files), or of one array of objects.</summary>
    /// <param name="pathOrGlob">A file, or a pattern with <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>**</c> for folders.</param>
    /// <param name="options">Roles, types, threads.</param>
    /// <param name="cancellationToken">Stops within about 100 ms.</param>
    /// <exception cref="MlopsException">MLO1600: no such file. MLO1603: a value does not fit the type of the sample. Others of MLO16xx as their messages say.</exception>
    /// <exception cref="ArgumentException">The options name a column that is not there.</exception>
    public static DuckDbSource FromJsonLines(string pathOrGlob, DuckDbOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenFiles(InputFormat.Json, pathOrGlob, options, cancellationToken);

    /// <summary>Opens a query over files and tables that it knows by name. Opening may run it once, to find categories; each pass runs it again.</summary>
    /// <param name="sql">One SELECT in DuckDB's dialect. It is run as it is written: values that come from elsewhere go into <paramref name="parameters"/>.</param>
    /// <param name="files">Files or patterns by the names that the SQL uses: Parquet, CSV or JSON, as the names of the files end.</param>
    /// <param name="tables">Datasets (<c>data.AsSource()</c>) and other sources by the names that the SQL uses. Times reach the query in microseconds, categories as strings.</param>
    /// <param name="parameters">The values of <c>$name</c> in the SQL, without the <c>$</c>.</param>
    /// <param name="options">Roles, types, threads, memory.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <exception cref="MlopsException">MLO1602: the SQL is wrong, or no single SELECT. MLO1608: two columns have one name. Others of MLO16xx as their messages say.</exception>
    /// <exception cref="ArgumentException">A parameter has no value, or the options name a column that is not there.</exception>
    public static DuckDbSource FromQuery(string sql, Dictionary<string, string>? files = null, Dictionary<string, DataSource>? tables = null, Dictionary<string, object?>? parameters = null, DuckDbOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        options ??= new DuckDbOptions();
        options.Check();
        using DuckDbEngine engine = DuckDbEngine.Open(options, options.Threads);
        using DuckDbSession session = engine.Connect();
        ImmutableArray<(string, FileTable)> views = [.. (files ?? []).Select(file => (file.Key, new FileTable(FileList.FormatOf(file.Value), FileList.Resolve(session, file.Value), options)))];
        foreach ((_, FileTable view) in views) TextFiles.Check(view.Format, view.Files, options, cancellationToken);
        ImmutableArray<(string, DataSource)> sources = [.. (tables ?? []).Select(table => (table.Key, table.Value))];
        return Open(new QueryRelation(sql, views, sources, new Dictionary<string, object?>(parameters ?? [], StringComparer.OrdinalIgnoreCase), options), session, null, options, cancellationToken);
    }

    /// <inheritdoc/>
    public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        return Batches(batchRows, null, cancellationToken);
    }

    /// <inheritdoc/>
    public override IEnumerable<IReadOnlyList<Dataset>> LendBatches(int batchRows = 8192, int listRows = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        var lent = new LentBatches();
        return lent.Lend(Batches(batchRows, lent, cancellationToken), listRows);
    }

    /// <summary>The files of one format.</summary>
    internal static DuckDbSource OpenFiles(InputFormat format, string pathOrGlob, DuckDbOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrGlob);
        options ??= new DuckDbOptions();
        options.Check();
        using DuckDbEngine engine = DuckDbEngine.Open(options, options.Threads);
        using DuckDbSession session = engine.Connect();
        return Open(FileRelation.Open(session, format, pathOrGlob, options, cancellationToken), session, format, options, cancellationToken);
    }

    /// <summary>A relation whose columns are known already.</summary>
    internal static DuckDbSource Of(Relation relation, DuckDbOptions options, ImmutableArray<ColumnPlan> plans) => new(relation, options, plans);

    private static DuckDbSource Open(Relation relation, DuckDbSession session, InputFormat? format, DuckDbOptions options, CancellationToken cancellationToken)
    {
        relation.Attach(session, cancellationToken);
        ImmutableArray<ColumnPlan> plans = new TypePlanner(options, relation.Stored).Plan(relation.Describe(session, cancellationToken), format);
        return new DuckDbSource(relation, options, new Survey(relation, options, session, cancellationToken).Settle(plans));
    }

    private IEnumerable<Dataset> Batches(int batchRows, LentBatches? lent, CancellationToken cancellationToken)
    {
        using var scan = new Scan(_relation, _plans, _options, batchRows, lent, cancellationToken);
        if (!scan.IsAhead)
        {
            foreach (Dataset batch in scan.Read(0, cancellationToken)) yield return batch;
            yield break;
        }

        using var ahead = new ReadAhead(scan, cancellationToken);
        foreach (Dataset batch in ahead.Batches(cancellationToken)) yield return batch;
    }
}
