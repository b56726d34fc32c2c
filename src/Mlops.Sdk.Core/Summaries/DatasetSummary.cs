using System.Buffers;
using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts, moments, quantiles, distinct and frequent values of every column and the correlations of numeric ones, in one pass and bounded memory; the parts of a whole can be merged.</summary>
/// <remarks>
/// Counts and extremes are exact, also after a merge; moments and correlations agree to rounding; quantiles, distinct counts and the counts of values are exact up to
/// <see cref="DatasetSummaryOptions.ExactValues"/> values and then have a stated error, but for the counts of up to 2,048 different values, which stay exact. The same seed and the same batches give the same bytes on any number of threads.
/// One writer at a time; once nothing is added any more, it may be read from many threads.
/// </remarks>
public sealed partial class DatasetSummary
{
    private const int FewNumeric = 16, BatchRows = 65_536;

    private readonly int[] _numeric;
    private CoMomentMatrix? _coMoments;

    /// <summary>An empty summary.</summary>
    /// <param name="schema">Names and types of the columns; levels do not matter.</param>
    /// <param name="options">How much is kept.</param>
    public DatasetSummary(Schema schema, DatasetSummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Options = options ?? new();
        Options.Check();
        Schema = new Schema(schema.Select(field => field with { Levels = null }));
        Columns = [.. schema.Select(field => new ColumnSummary(field, Options))];
        _numeric = [.. Enumerable.Range(0, schema.Count).Where(i => schema[i].IsNumeric)];
        _coMoments = _numeric.Length <= Options.CorrelationColumns ? new CoMomentMatrix(_numeric.Length) : null;
    }

    /// <summary>How much is kept.</summary>
    public DatasetSummaryOptions Options { get; }

    /// <summary>The columns' names, types and roles, without levels.</summary>
    public Schema Schema { get; }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; private set; }

    /// <summary>The columns in the order of the schema.</summary>
    public ImmutableArray<ColumnSummary> Columns { get; private set; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message gives the nearest name.</exception>
    public ColumnSummary this[string name] => Schema.IndexOf(name) is var index and >= 0 ? Columns[index] : throw Schema.UnknownColumn(name);

    /// <summary>Whether correlations are computed: there are at most <see cref="DatasetSummaryOptions.CorrelationColumns"/> numeric columns.</summary>
    public bool HasCorrelations => _coMoments is not null;

    /// <summary>Summarises a dataset.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="cancellationToken">Checked every 65,536 rows.</param>
    public static DatasetSummary Compute(Dataset data, DatasetSummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Compute(data.AsSource(), options, cancellationToken);
    }

    /// <summary>Summarises a source, batch by batch.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="cancellationToken">Checked every batch.</param>
    public static DatasetSummary Compute(DataSource source, DatasetSummaryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Reduce(schema => new DatasetSummary(schema, options), (summary, batches) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            summary.Add(batches);
        }, BatchRows, cancellationToken: cancellationToken);
    }

    /// <summary>Adds rows.</summary>
    /// <param name="batch">Rows with the columns of the schema, by name and type; other columns are passed over.</param>
    /// <exception cref="MlopsException">MLO1050: columns are missing or have another type; the message names every one.</exception>
    public void Add(Dataset batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Add([batch]);
    }

    /// <summary>Adds the rows of batches one after the other, the columns at the same time: for many batches of few rows. The same as adding each.</summary>
    /// <param name="batches">Rows with the columns of the schema; further columns are not looked at.</param>
    /// <exception cref="MlopsException">MLO1050: columns are missing or have another type; the message names every one. Nothing was added then.</exception>
    public void Add(IReadOnlyList<Dataset> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        Column[][] columns = [.. batches.Select(ColumnsOf)];
        bool pairs = _coMoments is not null && _numeric.Length > 1, few = pairs && _numeric.Length <= FewNumeric;

        // The pairs of few columns are one more thing to do beside the columns; those of many are spread over threads by themselves.
        Parallel.For(0, Columns.Length + (few ? 1 : 0), i =>
        {
            foreach (Column[] batch in columns)
            {
                if (i < Columns.Length) Columns[i].Add(batch[i]);
                else AddCoMoments(batch);
            }
        });
        foreach (Column[] batch in pairs && !few ? columns : []) AddCoMoments(batch);
        foreach (Dataset batch in batches) RowCount += batch.RowCount;
    }

    private Column[] ColumnsOf(Dataset batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        string[] problems = [.. Schema.Where(field => batch.Schema.IndexOf(field.Name) is var i && (i < 0 || batch.Schema[i].Type != field.Type))
            .Select(field => batch.Schema.Contains(field.Name) ? $"'{field.Name}' is {batch.Schema[field.Name].Type} and not {field.Type}" : $"'{field.Name}' is absent")];
        if (problems.Length > 0)
            throw new MlopsException("MLO1050", $"The rows do not fit the summary: {string.Join("; ", problems)}. Conform them first with data.Conform(summary.Schema).");
        return [.. Schema.Select(field => batch[field.Name])];
    }

    private void AddCoMoments(Column[] columns)
    {
        int rows = columns[0].Length;
        var rented = new List<double[]>();
        _coMoments!.Add(Array.ConvertAll(_numeric, i =>
        {
            if (columns[i] is NumberColumn numbers) return numbers.ToNumbers();
            double[] room = ArrayPool<double>.Shared.Rent(rows);
            rented.Add(room);
            columns[i].CopyNumbers(0, room.AsSpan(0, rows));
            return room.AsMemory(0, rows);
        }));
        foreach (double[] room in rented) ArrayPool<double>.Shared.Return(room);
    }

    /// <summary>Adds what another summary of the same columns and options (but for the seed) has seen; that one does not change.</summary>
    /// <param name="other">The summary of other rows.</param>
    /// <exception cref="ArgumentException">The columns or the options differ.</exception>
    public void Merge(DatasetSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Schema.Select(field => (field.Name, field.Type)).SequenceEqual(other.Schema.Select(field => (field.Name, field.Type))))
            throw new ArgumentException($"The summaries are of different columns: {Schema}; and {other.Schema}.", nameof(other));
        if (Options with { Seed = 0 } != other.Options with { Seed = 0 })
            throw new ArgumentException($"The summaries have different options: {Options}; and {other.Options}.", nameof(other));
        for (int i = 0; i < Columns.Length; i++) Columns[i].Merge(other.Columns[i]);
        _coMoments?.Merge(other._coMoments!);
        RowCount += other.RowCount;
    }

    /// <summary>Pearson's correlation of two numeric columns over the rows in which both are finite; NaN below two such rows, when either is constant, and when <see cref="HasCorrelations"/> is false.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    /// <exception cref="ArgumentException">A column is not there or not numeric.</exception>
    public double Correlation(string first, string second) =>
        _coMoments?.Correlation(NumericIndex(first), NumericIndex(second)) ?? double.NaN;

    /// <summary>How many rows had finite values in both columns.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another column.</param>
    /// <exception cref="ArgumentException">A column is not there or not numeric, or both are the same.</exception>
    public long PairCount(string first, string second) => _coMoments?.Count(NumericIndex(first), NumericIndex(second)) ?? 0;

    private int NumericIndex(string name)
    {
        ColumnSummary column = this[name];
        int index = Array.IndexOf(_numeric, Schema.IndexOf(name));
        return index >= 0 ? index : throw new ArgumentException($"Column '{name}' holds {column.Type} values, which have no correlation. Numeric columns have.", nameof(name));
    }
}
