using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Two models' predictions of the same labelled rows.</summary>
internal sealed class PairedData
{
    private PairedData(Predictions first, Predictions second, Dataset rows)
    {
        First = first;
        Second = second;
        Rows = rows;
        FirstData = MetricData.Create(first, rows);
        SecondData = MetricData.Create(second, rows);
    }

    public Predictions First { get; }

    public Predictions Second { get; }

    /// <summary>The label and the weight of the rows, and nothing else.</summary>
    public Dataset Rows { get; }

    public MetricData FirstData { get; }

    public MetricData SecondData { get; }

    public int Count => FirstData.Count;

    /// <param name="first">Predictions of the rows.</param>
    /// <param name="second">Predictions of the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="name">The name of the second model, for errors.</param>
    /// <exception cref="ArgumentException">The models predict different things.</exception>
    public static PairedData Create(Predictions first, Predictions second, Dataset rows, string name)
    {
        Dataset labelled = MetricData.WithLabel(rows, first.Label);
        if (first.Label != second.Label) throw new ArgumentException($"'{name}' predicts '{second.Label}' and the first model '{first.Label}'. Compare models of one label.", nameof(second));
        if ((first.Task == TaskKind.Regression) != (second.Task == TaskKind.Regression)) throw new ArgumentException($"'{name}' is for {second.Task} and the first model for {first.Task}. Compare models of one task.", nameof(second));
        if (first.Task != TaskKind.Regression && !first.Classes.AsSpan().SequenceEqual(second.Classes.AsSpan()))
        {
            if (!second.Classes.Order(StringComparer.Ordinal).SequenceEqual(first.Classes.Order(StringComparer.Ordinal), StringComparer.Ordinal))
                throw new ArgumentException($"'{name}' knows the classes {string.Join(", ", second.Classes)} and the first model {string.Join(", ", first.Classes)}. Train both on data with the same classes.", nameof(second));
            second = ClassAlignment.Align(second, LabelData.ReadFor(labelled, first.Task, first.Classes), $"'{name}'");
        }

        Dataset few = labelled.Select([labelled.Label!.Name, .. labelled.Weight is { } weight ? (string[])[weight.Name] : []]);
        return new PairedData(first, second, few);
    }

    /// <summary>The same on a part of the rows.</summary>
    public PairedData Take(int[] rows) => new(Take(First, rows), Take(Second, rows), Rows.Take(rows));

    /// <summary>Both with their predictions swapped where asked.</summary>
    public PairedData Swap(bool[] swapped) => new(Mix(First, Second, swapped), Mix(Second, First, swapped), Rows);

    /// <summary>The predictions of some rows.</summary>
    public static Predictions Take(Predictions all, int[] rows)
    {
        bool numbers = all.Task == TaskKind.Regression;
        ReadOnlySpan<double> values = numbers ? all.Values : all.Probabilities;
        int perRow = numbers ? 1 : all.Classes.Length;
        var taken = new double[rows.Length * perRow];
        for (int i = 0; i < rows.Length; i++) values.Slice(rows[i] * perRow, perRow).CopyTo(taken.AsSpan(i * perRow));
        return numbers ? Predictions.ForValues(all.Label, taken) : Predictions.ForClasses(all.Label, all.Classes, taken, Array.ConvertAll(rows, row => all.Decisions[row]));
    }

    private static Predictions Mix(Predictions own, Predictions other, bool[] swapped)
    {
        bool numbers = own.Task == TaskKind.Regression;
        int perRow = numbers ? 1 : own.Classes.Length;
        double[] values = (numbers ? own.Values : own.Probabilities).ToArray();
        int[] decisions = numbers ? [] : own.Decisions.ToArray();
        ReadOnlySpan<double> others = numbers ? other.Values : other.Probabilities;
        for (int row = 0; row < swapped.Length; row++)
        {
            if (!swapped[row]) continue;
            others.Slice(row * perRow, perRow).CopyTo(values.AsSpan(row * perRow));
            if (!numbers) decisions[row] = other.Decisions[row];
        }

        return numbers ? Predictions.ForValues(own.Label, values) : Predictions.ForClasses(own.Label, own.Classes, values, decisions);
    }
}
