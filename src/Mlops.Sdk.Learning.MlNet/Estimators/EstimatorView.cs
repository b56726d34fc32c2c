using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>
/// What a chain of ML.NET reads: every feature under its own name (numbers, integers and flags as single-precision numbers, categories and texts as texts, timestamps as they are), all
/// numeric ones together as <c>Features</c>, <c>Label</c>, and <c>Weight</c> where there is one.
/// </summary>
internal sealed class EstimatorView : IDataView
{
    private readonly TrainingView _numbers;

    public EstimatorView(IReadOnlyList<Column> features, int rows, TrainingTarget target, IEnumerable<string> classes, float[]? weights = null, CancellationToken cancellation = default)
    {
        Raw = [.. features];
        Column[] numeric = [.. features.Where(column => column.IsNumeric)];
        _numbers = new TrainingView(new FeatureMatrix(numeric, rows: rows), target, weights, cancellation);
        DataViewSchema.Builder builder = new();
        foreach (Column column in Raw)
            builder.AddColumn(column.Name, TypeOf(column));
        if (numeric.Length > 0)
            builder.AddColumn(TrainingView.Features, new VectorDataViewType(NumberDataViewType.Single, numeric.Length), SlotNames(numeric));
        builder.AddColumn(TrainingView.Label, TrainingView.LabelType(target), target.Kind == TargetKind.Multiclass ? KeyValues([.. classes]) : null);
        if (weights is not null)
            builder.AddColumn(TrainingView.Weight, NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    public Column[] Raw { get; }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _numbers.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return new EstimatorCursor(this, needed, _numbers.GetRowCursor(Numbers(needed), rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return [.. _numbers.GetRowCursorSet(Numbers(needed), n, rand).Select(inner => new EstimatorCursor(this, needed, inner))];
    }

    /// <summary>The column of the view beneath that a column comes from; null for a feature by itself.</summary>
    public DataViewSchema.Column? Beneath(DataViewSchema.Column column) => column.Index < Raw.Length ? null : _numbers.Schema[column.Name];

    private IEnumerable<DataViewSchema.Column> Numbers(DataViewSchema.Column[] needed) => needed.Select(Beneath).OfType<DataViewSchema.Column>();

    private static DataViewType TypeOf(Column column) => column switch
    {
        { IsNumeric: true } => NumberDataViewType.Single,
        TimestampColumn => DateTimeDataViewType.Instance,
        _ => TextDataViewType.Instance,
    };

    private static DataViewSchema.Annotations SlotNames(Column[] columns) => Texts("SlotNames", [.. columns.Select(column => column.Name)]);

    private static DataViewSchema.Annotations KeyValues(string[] classes) => Texts("KeyValues", classes);

    private static DataViewSchema.Annotations Texts(string kind, string[] texts)
    {
        ReadOnlyMemory<char>[] values = [.. texts.Select(text => text.AsMemory())];
        DataViewSchema.Annotations.Builder builder = new();
        builder.Add<VBuffer<ReadOnlyMemory<char>>>(kind, new VectorDataViewType(TextDataViewType.Instance, values.Length), (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(values.Length, values));
        return builder.ToAnnotations();
    }
}
