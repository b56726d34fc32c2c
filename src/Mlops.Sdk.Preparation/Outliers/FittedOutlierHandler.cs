using System.Numerics.Tensors;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Caps, marks or flags values outside the fences that were learnt.</summary>
public sealed class FittedOutlierHandler : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly OutlierState _state;
    private readonly FencedColumn[] _fenced;

    internal FittedOutlierHandler(IEnumerable<Field> inputs, OutlierState state)
        : base(inputs)
    {
        _state = state;
        _fenced = [.. state.Columns.Where(column => column.Low is not null && column.High is not null)];
        if (!_fenced.Select(column => column.Name).SequenceEqual(Inputs.Select(field => field.Name)))
            throw new InvalidDataException("The columns that are read are not those that have a fence.");
        foreach (FencedColumn column in state.Columns.Where(column => column.Box.Length is not (0 or 5) || column.Low is null != column.High is null || (column.Low is not null && !(column.Low <= column.High && column.Box.Length == 5))))
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
        return SchemaEdit.Apply(input, [.. Inputs, .. _fenced.Where(column => column.Flag is not null).Select(column => new Field(column.Flag!, ColumnType.Flag))], s_nothing);
    }

    /// <summary>How far each row lies out of its fences: 0 in the middle of all, 1 about on a fence.</summary>
    /// <remarks>
    /// The root mean square, over the columns with a fence, of the distance from the middle of the fence in units of its half width. A missing value adds nothing; an infinite one makes the row infinite.
    /// Linear in rows and columns.
    /// </remarks>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public double[] ScoreRows(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset conformed = SchemaMatch.Conform(data, Inputs);
        var scores = new double[data.RowCount];
        foreach (FencedColumn fence in _fenced)
        {
            double middle = (fence.Low!.Value + fence.High!.Value) / 2, half = (fence.High.Value - fence.Low.Value) / 2;
            ReadOnlySpan<double> values = conformed[fence.Name].ToNumbers().Span;
            for (int row = 0; row < scores.Length; row++)
            {
                double distance = (values[row] - middle) / half;
                if (!double.IsNaN(distance)) scores[row] += distance * distance;
            }
        }

        for (int row = 0; row < scores.Length; row++) scores[row] = Math.Sqrt(scores[row] / Math.Max(1, _fenced.Length));
        return scores;
    }

    internal OutlierState State => _state;

    internal static FittedOutlierHandler Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.OutlierState));

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteJson("state.json", _state, PreparationJson.Default.OutlierState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<Column> handled = [], flags = [];
        foreach (FencedColumn fence in _fenced)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Column column = data[fence.Name];
            handled.Add(_state.Action switch
            {
                OutlierAction.Cap => Cap(column, fence),
                OutlierAction.MarkMissing => MarkMissing(column, fence),
                _ => column,
            });
            if (fence.Flag is { } name) flags.Add(new FlagColumn(name, IsOutside(column, fence)));
        }

        return data.With(handled.Concat(flags));
    }

    private static Column Cap(Column column, FencedColumn fence)
    {
        if (column is IntegerColumn integers)
        {
            long[] whole = new long[integers.Length];
            TensorPrimitives.Clamp(integers.Values, (long)fence.Low!.Value, (long)fence.High!.Value, whole);
            if (!integers.Missing.IsEmpty)
            {
                for (int row = 0; row < whole.Length; row++)
                    if (integers.Missing[row]) whole[row] = 0;
            }

            return new IntegerColumn(column.Name, whole, integers.Missing);
        }

        var numbers = (NumberColumn)column;
        var values = new double[numbers.Length];
        TensorPrimitives.Clamp(numbers.Values, fence.Low!.Value, fence.High!.Value, values);
        return numbers.NanIsMissing ? new NumberColumn(column.Name, values) : new NumberColumn(column.Name, values, numbers.Missing);
    }

    private static Column MarkMissing(Column column, FencedColumn fence)
    {
        bool[] outside = IsOutside(column, fence);
        MissingMask missing = MissingMask.Create(column.Length, row => outside[row] || column.IsMissing(row));
        if (column is IntegerColumn integers)
        {
            long[] whole = integers.Values.ToArray();
            for (int row = 0; row < whole.Length; row++) whole[row] = outside[row] ? 0 : whole[row];
            return new IntegerColumn(column.Name, whole, missing);
        }

        var numbers = (NumberColumn)column;
        double[] values = numbers.Values.ToArray();
        for (int row = 0; row < values.Length; row++) values[row] = outside[row] ? double.NaN : values[row];
        return numbers.NanIsMissing ? new NumberColumn(column.Name, values) : new NumberColumn(column.Name, values, missing);
    }

    internal static bool[] IsOutside(Column column, FencedColumn fence)
    {
        var outside = new bool[column.Length];
        double low = fence.Low!.Value, high = fence.High!.Value;
        ReadOnlySpan<double> values = column.ToNumbers().Span;
        for (int row = 0; row < values.Length; row++) outside[row] = values[row] < low || values[row] > high;
        return outside;
    }
}
