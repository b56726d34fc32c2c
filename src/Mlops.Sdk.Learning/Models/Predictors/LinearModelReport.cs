using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a linear model is made of: its weights.</summary>
internal sealed class LinearModelReport(LinearPredictor predictor) : Report($"Linear model of '{predictor.Label}'", predictor.Origin.Findings)
{
    private const int RowsShown = 200;

    public override string Kind => "linear_model";

    protected override ReportContent BuildContent()
    {
        LinearModel model = predictor.Model;
        string[] outputs = predictor.Task == TaskKind.Multiclass ? [.. predictor.Classes] : ["weight"];
        List<IReadOnlyList<ReportCell>> rows = [[(ReportCell)"(bias)", .. outputs.Select((_, output) => (ReportCell)model.Bias[output])]];
        for (int feature = 0; feature < Math.Min(RowsShown, model.FeatureCount); feature++)
        {
            int at = feature;
            rows.Add([(ReportCell)predictor.Inputs[feature].Name, .. outputs.Select((_, output) => (ReportCell)model.Weights[(output * model.FeatureCount) + at])]);
        }

        return new ReportBuilder(Title)
            .Section("Model")
            .Facts(
                ("Trainer", predictor.Origin.Trainer),
                ("Task", predictor.Task.ToString()),
                ("Rows learnt from", predictor.Origin.Rows),
                ("Columns", model.FeatureCount))
            .Section("Weights")
            .Table(
                [ReportColumn.Text("column"), .. outputs.Select(name => ReportColumn.Number(name))],
                rows,
                note: model.FeatureCount > RowsShown ? $"The first {RowsShown} of {model.FeatureCount} columns." : null)
            .Build();
    }
}
