using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Caps, marks or flags values outside the fences that were learnt, or transforms all values.</summary>
public sealed class FittedOutlierHandler : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly OutlierState _state;
    private readonly FencedColumn[] _read;
    private readonly FencedColumn[] _fenced;
    private readonly OutlierReplacement? _replacement;

    internal FittedOutlierHandler(IEnumerable<Field> inputs, OutlierState state, OutlierReplacement? replacement = null)
        : base(inputs)
    {
        (_state, _replacement) = (state, replacement);
        _fenced = [.. state.Columns.Where(column => column.HasFence)];
        _read = [.. state.Columns.Where(column => column.IsRead)];
        IEnumerable<string> read = _read.Select(column => column.Name);
        if (state.GroupBy is { } group && _read.Length > 0) read = read.Append(group);
        if (!read.SequenceEqual(Inputs.Select(field => field.Name)) || _read.Zip(Inputs).Any(pair => pair.First.Type != pair.Second.Type))
            throw new InvalidDataException("The columns that are read are not those that have a fence or are transformed.");
        foreach (FencedColumn column in state.Columns.Where(column => !column.IsWhole || column.Groups.Length != (column.Groups.Length == 0 ? 0 : state.Levels.Length) || (state.GroupBy is not null && !state.IsGiven && column.Groups.Length != state.Levels.Length)))
            throw new InvalidDataException($"The fence of column '{column.Name}' is not whole.");
        Report = new OutlierReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => OutlierHandler.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SchemaEdit.Apply(input, [.. Inputs, .. _read.Where(column => column.Scale is not null).Select(column => new Field(column.Name, ColumnType.Number)), .. _fenced.Where(column => column.Flag is not null).Select(column => new Field(column.Flag!, ColumnType.Flag))], s_nothing);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> SourcesOf(string column)
    {
        string source = _fenced.FirstOrDefault(fence => fence.Flag == column)?.Name ?? column;
        return _state.GroupBy is { } group && source != group ? [source, group] : [source];
    }

    /// <summary>How far each row lies out of its fences: 0 in the middle of all, 1 about on a fence.</summary>
    /// <remarks>
    /// The root mean square, over the columns with a fence, of the distance from the middle of the fence in units of its half width. A missing value adds nothing, nor does a column with a limit at one end only;
    /// an infinite value makes the row infinite. Linear in rows and columns.
    /// </remarks>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public double[] ScoreRows(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset conformed = SchemaMatch.Conform(data, Inputs);
        int[]? groups = GroupPlaces.Of(conformed, _state);
        var scores = new double[data.RowCount];
        foreach (FencedColumn fence in _fenced)
            fence.Fences().AddSquares(conformed[fence.Name].ToNumbers().Span, groups, scores);
        for (int row = 0; row < scores.Length; row++) scores[row] = Math.Sqrt(scores[row] / Math.Max(1, _fenced.Length));
        return scores;
    }

    /// <summary>Why values lie outside, in words: "Age 211 is 9.3 robust deviations above the median". In the order of rows, then columns.</summary>
    /// <param name="data">The rows to look at.</param>
    /// <param name="most">How many reasons at most.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public ImmutableArray<FenceReason> Explain(Dataset data, int most = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        Dataset conformed = SchemaMatch.Conform(data, Inputs);
        return FenceReasons.Of(conformed, _fenced, _state, GroupPlaces.Of(conformed, _state), most, cancellationToken);
    }

    /// <summary>What <see cref="FittedStep.Transform"/> would change in some rows, told before it does; nothing is changed.</summary>
    /// <param name="data">The rows to look at.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public OutlierPreviewReport Preview(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset before = SchemaMatch.Conform(data, Inputs);
        return OutlierPreview.Of(before, Transform(data, cancellationToken), _read, _state, GroupPlaces.Of(before, _state), cancellationToken);
    }

    internal OutlierState State => _state;

    internal static FittedOutlierHandler Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.OutlierState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_state.Action == OutlierAction.Custom)
            throw new MlopsException("MLO1711", "The outlier step has a Replacement, a function that no file can hold. Use an OutlierAction that is built in, or write the function as a Step of your own and add its kind to StageKinds.");
        writer.WriteJson("state.json", _state, PreparationJson.Default.OutlierState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[]? groups = GroupPlaces.Of(data, _state);
        List<Column> handled = [], flags = [];
        foreach (FencedColumn fence in _read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Column column = data[fence.Name];
            if (fence.Flag is { } name) flags.Add(new FlagColumn(name, FenceCells.IsOutside(column, fence, groups)));
            handled.Add(_state.Action switch
            {
                _ when fence.Scale is { } scale => scale.Apply(column, cancellationToken),
                OutlierAction.Cap => FenceCells.Cap(column, fence, groups),
                OutlierAction.MarkMissing => FenceCells.Replace(column, FenceCells.IsOutside(column, fence, groups), groups, fence, (_, _, _) => double.NaN),
                OutlierAction.Custom when _replacement is not null => FenceCells.Replace(column, FenceCells.IsOutside(column, fence, groups), groups, fence, (value, low, high) => _replacement(value, low, high)),
                _ => column,
            });
        }

        return data.With(handled.Concat(flags));
    }
}
