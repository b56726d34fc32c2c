using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The label as numbers to take means of: itself for regression, otherwise one 0/1 series for the positive class or for every class but the last.</summary>
internal sealed record EncodingTarget(double[][] Series, string[] Names, double[]? Weights, LabelData Label)
{
    /// <summary>The columns that one column becomes.</summary>
    public string[] OutputsOf(string column) => Array.ConvertAll(Names, name => name.Length == 0 ? column : $"{column}=P({name})");

    /// <summary>The same of some rows; the label stays that of all.</summary>
    public EncodingTarget Take(int[] rows) => this with { Series = Array.ConvertAll(Series, series => Array.ConvertAll(rows, row => series[row])), Weights = Weights is { } weights ? Array.ConvertAll(rows, row => weights[row]) : null };

    public static EncodingTarget Read(Dataset train)
    {
        LabelData label = LabelData.Read(train);
        double[]? weights = RowWeights.Read(train);
        if (label.Task == TaskKind.Regression) return new EncodingTarget([label.Values.ToArray()], [""], weights, label);
        int[] classes = label.Task == TaskKind.Binary ? [1] : [.. Enumerable.Range(0, label.Classes.Length - 1)];
        double[][] series = Array.ConvertAll(classes, _ => new double[train.RowCount]);
        ReadOnlySpan<int> codes = label.Codes.Span;
        for (int row = 0; row < codes.Length; row++)
            for (int i = 0; i < classes.Length; i++) series[i][row] = codes[row] == classes[i] ? 1 : 0;
        return new EncodingTarget(series, label.Task == TaskKind.Binary ? [""] : Array.ConvertAll(classes, code => label.Classes[code]), weights, label);
    }
}
