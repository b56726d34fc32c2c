using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What an additive model is made of: its weights with their errors, or its terms by importance and the shapes of the first.</summary>
internal sealed class AdditiveModelReport(AdditivePredictor predictor) : Report($"Additive model of '{predictor.Label}'", predictor.Origin.Findings)
{
    private const int RowsShown = 200, BarsShown = 20, ShapesShown = 12;

    public override string Kind => "additive_model";

    protected override ReportContent BuildContent()
    {
        AdditiveModel model = predictor.Model;
        ReportBuilder builder = new ReportBuilder(Title)
            .Section("Model")
            .Facts(
                ("Trainer", predictor.Origin.Trainer),
                ("Task", predictor.Task.ToString()),
                ("Rows learnt from", predictor.Origin.Rows),
                ("Columns", model.FeatureCount),
                ("Terms", model.Terms.Length));
        if (predictor.Coefficients.Length > 0) AddCoefficients(builder);
        else AddShapes(builder);
        return builder.Build();
    }

    private void AddCoefficients(ReportBuilder builder)
    {
        (string Name, double Value)[] strongest = [.. predictor.Coefficients
            .Where(one => one.Standardized != 0)
            .OrderByDescending(one => Math.Abs(one.Standardized))
            .Take(BarsShown)
            .Select(one => (Name(one), one.Standardized))];
        if (strongest.Length > 0)
            builder.Section("What a typical difference adds to the score").Chart(new BarChart("Weight times standard deviation", strongest.Select(one => one.Name), strongest.Select(one => one.Value)));
        bool errors = predictor.Coefficients.Any(one => one.StandardError is not null);
        ReportColumn[] columns = [ReportColumn.Text("weight of"), ReportColumn.Number("weight"), .. errors ? (ReportColumn[])[ReportColumn.Number("standard error"), ReportColumn.Number(predictor.Task == TaskKind.Regression ? "t" : "z"), ReportColumn.Number("p-value"), ReportColumn.Number("2.5 %"), ReportColumn.Number("97.5 %")] : []];
        IEnumerable<IReadOnlyList<ReportCell>> rows = predictor.Coefficients.Take(RowsShown).Select(one => (IReadOnlyList<ReportCell>)
            [Name(one), one.Weight, .. errors ? (ReportCell[])[one.StandardError, one.Statistic, one.PValue, one.Low, one.High] : []]);
        string? note = predictor.Coefficients.Length > RowsShown ? $"The first {RowsShown} of {predictor.Coefficients.Length}." : null;
        if (!errors) note = $"{note} Standard errors are known of fits without penalties and limits alone: new LinearModelOptions {{ L2Regularization = 0 }}.".TrimStart();
        builder.Section("Weights").Table(columns, rows, note: note);
    }

    private void AddShapes(ReportBuilder builder)
    {
        (AdditiveTerm Term, double Importance)[] terms = [.. predictor.Model.Terms
            .Select(term => (term, Importance(term)))
            .OrderByDescending(pair => pair.Item2)];
        if (terms.Length == 0) return;
        builder.Section("Terms by importance").Chart(new BarChart("Mean absolute contribution", terms.Take(BarsShown).Select(pair => Name(pair.Term)), terms.Take(BarsShown).Select(pair => pair.Importance)));
        builder.Section("Shapes");
        foreach ((AdditiveTerm term, _) in terms.Take(ShapesShown))
            if (TermCharts.Of(term, Name(term), predictor) is { } chart) builder.Chart(chart);
    }

    // The mean over training rows of the absolute contribution, over all outputs.
    private static double Importance(AdditiveTerm term)
    {
        if (term is not TableTerm { RowWeights.Length: > 0 } table) return 0;
        double sum = 0, weights = 0;
        for (int cell = 0; cell < table.CellCount; cell++)
        {
            weights += table.RowWeights[cell];
            for (int output = 0; output < table.OutputCount; output++) sum += table.RowWeights[cell] * Math.Abs(table.Values[(cell * table.OutputCount) + output]);
        }

        return weights > 0 ? sum / weights : 0;
    }

    private string Name(AdditiveTerm term) => string.Join(" x ", term.Features.Select(feature => predictor.Inputs[feature].Name));

    private static string Name(Coefficient one) => one.Feature + (one.Level is null ? "" : $" = {one.Level}") + (one.Output is null ? "" : $" [{one.Output}]");
}
