using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>
/// What ML.NET's trainers read: a <c>Features</c> vector put together from the columns block by block, <c>Label</c> and, if given, <c>Weight</c>. The columns stay where they are;
/// a cursor holds one block of rows.
/// </summary>
internal sealed class TrainingView : IDataView
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const string Weight = "Weight";

    private readonly CancellationToken _cancellation;

    public TrainingView(FeatureMatrix features, TrainingTarget target, float[]? weights = null, CancellationToken cancellation = default)
    {
        Matrix = features;
        Target = target;
        Weights = weights;
        _cancellation = cancellation;
        DataViewSchema.Builder builder = new();
        builder.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, features.Width));
        if (target.Kind != TargetKind.None)
            builder.AddColumn(Label, LabelType(target));
        if (weights is not null)
            builder.AddColumn(Weight, NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    public FeatureMatrix Matrix { get; }

    public TrainingTarget Target { get; }

    public float[]? Weights { get; }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => Matrix.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        // Learners that pass over few rows many times never reach the check between blocks.
        _cancellation.ThrowIfCancellationRequested();
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, Matrix.RowCount)];
            rand.Shuffle(order);
        }

        return new TrainingCursor(this, columnsNeeded, order, part: 0, parts: 1, _cancellation);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int parts = rand is null ? Math.Clamp(n, 1, Math.Max(1, Matrix.RowCount / TrainingCursor.BlockRows)) : 1;
        if (parts == 1)
            return [GetRowCursor(columnsNeeded, rand)];
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return [.. Enumerable.Range(0, parts).Select(part => new TrainingCursor(this, needed, null, part, parts, _cancellation))];
    }

    internal static DataViewType LabelType(TrainingTarget target) => target.Kind switch
    {
        TargetKind.Binary => BooleanDataViewType.Instance,
        TargetKind.Multiclass => new KeyDataViewType(typeof(uint), target.ClassCount),
        _ => NumberDataViewType.Single,
    };
}
