using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Pictures of what the terms of an additive model add.</summary>
internal static class TermCharts
{
    private const int MostLevels = 30;

    /// <summary>The picture of a term; null for one that has none.</summary>
    public static Chart? Of(AdditiveTerm term, string title, AdditivePredictor predictor) => term switch
    {
        TableTerm { Axes.Length: 1 } table when table.Axes[0].IsCategory => Levels(table, title, predictor),
        TableTerm { Axes.Length: 1 } table => Steps(table, title, predictor),
        TableTerm table => Pair(table, title, predictor),
        _ => null,
    };

    private static BarChart Levels(TableTerm table, string title, AdditivePredictor predictor)
    {
        TermAxis axis = table.Axes[0];
        string[] names = Names(axis, predictor);
        int[] cells = [.. Enumerable.Range(0, axis.CellCount).OrderByDescending(cell => table.RowWeights.Length > 0 ? table.RowWeights[cell] : 0).Take(MostLevels)];
        return new BarChart(title, cells.Select(cell => names[cell]), Outputs(predictor).Select((name, output) => new ChartSeries(name, cells.Select(cell => Value(table, cell, output)))));
    }

    private static LineChart? Steps(TableTerm table, string title, AdditivePredictor predictor)
    {
        ReadOnlySpan<double> cuts = table.Axes[0].Cuts;
        if (cuts.IsEmpty) return null;
        double[] starts = [cuts[0] - Reach(cuts), .. cuts, cuts[^1] + Reach(cuts)];
        IEnumerable<PointSeries> lines = Outputs(predictor).SelectMany((name, output) =>
        {
            double[] values = [.. Enumerable.Range(0, starts.Length).Select(cell => Value(table, Math.Min(cell, starts.Length - 2), output))];
            if (table.Errors.Length == 0 || table.OutputCount > 1) return (PointSeries[])[new PointSeries(name, starts, values)];
            double[] errors = [.. Enumerable.Range(0, starts.Length).Select(cell => table.Errors[Math.Min(cell, starts.Length - 2)])];
            return [new PointSeries("contribution", starts, values), new PointSeries("less an error", starts, values.Zip(errors, (value, error) => value - error)), new PointSeries("and an error", starts, values.Zip(errors, (value, error) => value + error))];
        });
        return new LineChart(title, lines) { Step = true };
    }

    private static HeatMapChart Pair(TableTerm table, string title, AdditivePredictor predictor)
    {
        string[] rows = Names(table.Axes[0], predictor), columns = Names(table.Axes[1], predictor);
        return new HeatMapChart(title, rows, columns, Enumerable.Range(0, table.CellCount).Select(cell => Value(table, cell, 0)));
    }

    private static double Value(TableTerm table, int cell, int output) => table.Values[(cell * table.OutputCount) + output];

    private static string[] Outputs(AdditivePredictor predictor) => predictor.Model.OutputCount == 1 ? [""] : [.. predictor.Classes];

    private static double Reach(ReadOnlySpan<double> cuts) => cuts.Length > 1 ? (cuts[^1] - cuts[0]) / 20 : Math.Max(1, Math.Abs(cuts[0]) / 20);

    private static string[] Names(TermAxis axis, AdditivePredictor predictor)
    {
        var names = new string[axis.CellCount];
        names[^1] = "(missing)";
        if (!axis.IsCategory)
        {
            for (int cell = 0; cell < axis.CellCount - 1; cell++)
                names[cell] = cell < axis.Cuts.Length ? FormattableString.Invariant($"<= {axis.Cuts[cell]:G4}") : FormattableString.Invariant($"> {(axis.Cuts.IsEmpty ? double.NegativeInfinity : axis.Cuts[^1]):G4}");
            return names;
        }

        ImmutableArray<string> levels = predictor.Inputs[axis.Feature].Levels?.Names ?? [];
        for (int code = 0; code < axis.Groups.Length; code++)
        {
            if (axis.Groups[code] is not (var cell and >= 0)) continue;
            string level = code < levels.Length ? levels[code] : FormattableString.Invariant($"level {code}");
            names[cell] = names[cell] is null ? level : "(other)";
        }

        return names;
    }
}
