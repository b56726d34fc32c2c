using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Reads what a chain of ML.NET gives: <c>Score</c>, <c>Probability</c> and <c>PredictedLabel</c>, with keys and slots mapped to the classes by their names.</summary>
internal sealed class EstimatorReader(TaskKind task, ImmutableArray<string> classes)
{
    public EstimatorScores Read(IDataView scored, int rows, CancellationToken cancellation)
    {
        DataViewSchema schema = scored.Schema;
        DataViewSchema.Column score = schema.GetColumnOrNull("Score") ?? throw Unreadable(schema, "it has no column 'Score'");
        DataViewSchema.Column? probability = task == TaskKind.Binary ? schema.GetColumnOrNull("Probability") : null;
        bool isProbability = probability?.Type == NumberDataViewType.Single;
        DataViewSchema.Column? decided = task == TaskKind.Regression ? null : schema.GetColumnOrNull("PredictedLabel");
        DataViewSchema.Column read = isProbability ? probability!.Value : score;
        using DataViewRowCursor cursor = scored.GetRowCursor(decided is null ? [read] : [read, decided.Value]);
        int width = task == TaskKind.Multiclass ? classes.Length : 1;
        Action<Span<double>> reader = task == TaskKind.Multiclass ? Vector(cursor, score) : Scalar(cursor, read);
        Func<int>? decision = decided is { } label ? Decision(cursor, label) : null;
        double[] scores = new double[rows * width];
        int[]? decisions = decision is null ? null : new int[rows];
        int row = 0;
        for (; cursor.MoveNext() && row < rows; row++)
        {
            if (row % 256 == 0)
                cancellation.ThrowIfCancellationRequested();
            Span<double> own = scores.AsSpan(row * width, width);
            reader(own);
            foreach (double value in own)
            {
                if (!double.IsFinite(value))
                    throw new MlopsException("MLO2212", string.Create(CultureInfo.InvariantCulture, $"The chain's answer for row {row} is {value}. A value there is missing or infinite, and this chain does not take it: add ReplaceMissingValues to the chain, or .ImputeMissing() before it."));
            }

            if (decision is not null)
                decisions![row] = decision();
        }

        if (row != rows)
            throw new MlopsException("MLO2211", string.Create(CultureInfo.InvariantCulture, $"The chain gave {row} answers for {rows} rows. A chain that leaves rows out cannot score them; filter the data before."));
        return new(scores, decisions?.Contains(-1) == true ? null : decisions, isProbability);
    }

    private Action<Span<double>> Scalar(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type != NumberDataViewType.Single)
            throw Unreadable(cursor.Schema, $"its '{column.Name}' is {column.Type} and not a number");
        ValueGetter<float> getter = cursor.GetGetter<float>(column);
        return scores =>
        {
            float value = 0;
            getter(ref value);
            scores[0] = value;
        };
    }

    private Action<Span<double>> Vector(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType { ItemType: NumberDataViewType } vector || vector.ItemType != NumberDataViewType.Single || vector.Size != classes.Length)
            throw Unreadable(cursor.Schema, string.Create(CultureInfo.InvariantCulture, $"its 'Score' is {column.Type} and not one number for each of the {classes.Length} classes"));
        int[] places = Places(column);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> value = default;
        return scores =>
        {
            getter(ref value);
            for (int slot = 0; slot < places.Length; slot++)
                scores[places[slot]] = value.GetItemOrDefault(slot);
        };
    }

    // ML.NET names the slots of Score where it knows names; a chain that maps the label itself gives them another order.
    private int[] Places(DataViewSchema.Column score)
    {
        string[]? names = Names(score, "SlotNames") ?? Names(score, "TrainingLabelValues");
        int[] own = [.. Enumerable.Range(0, classes.Length)];
        if (names is null || names.Length != classes.Length)
            return own;
        int[] places = Array.ConvertAll(names, name => classes.IndexOf(name));
        return places.Order().SequenceEqual(own) ? places : own;
    }

    private Func<int>? Decision(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type == BooleanDataViewType.Instance && task == TaskKind.Binary)
        {
            ValueGetter<bool> getter = cursor.GetGetter<bool>(column);
            bool value = false;
            return () =>
            {
                getter(ref value);
                return value ? 1 : 0;
            };
        }

        if (column.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getter = cursor.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                getter(ref value);
                return classes.IndexOf(value.ToString());
            };
        }

        if (column.Type is not KeyDataViewType key || key.RawType != typeof(uint))
            return null;
        int[] codes = Names(column, "KeyValues") is { } names ? Array.ConvertAll(names, name => classes.IndexOf(name)) : [.. Enumerable.Range(0, classes.Length)];
        ValueGetter<uint> keys = cursor.GetGetter<uint>(column);
        uint code = 0;
        return () =>
        {
            keys(ref code);
            return code is > 0 && code <= codes.Length ? codes[code - 1] : -1;
        };
    }

    private static string[]? Names(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private MlopsException Unreadable(DataViewSchema schema, string why) => new("MLO2211",
        $"What the chain gives cannot be read: {why}. Its columns: {string.Join(", ", schema.Where(column => !column.IsHidden).Select(column => column.Name))}. End it with a trainer of ml.{Catalog}.Trainers.");

    private string Catalog => task switch { TaskKind.Binary => "BinaryClassification", TaskKind.Multiclass => "MulticlassClassification", _ => "Regression" };
}
