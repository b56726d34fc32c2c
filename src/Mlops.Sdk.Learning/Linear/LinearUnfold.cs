using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>From the weights of standardised columns to a model of the features as they are.</summary>
internal sealed record LinearUnfold(AdditiveModel Model, ImmutableArray<Coefficient> Coefficients)
{
    public static LinearUnfold Of(Schema schema, LabelData label, LinearDesign design, LinearProblem problem, double[] point, LabelScale scale, LinearInference inference)
    {
        // The reference class of a fit without penalties scores 0.
        int outputs = label.Task == TaskKind.Multiclass ? label.Classes.Length : 1, skipped = outputs - problem.Outputs;
        var weights = new double[outputs, design.Columns.Length];
        var bias = new double[outputs];
        var coefficients = new List<Coefficient>();
        for (int output = skipped; output < outputs; output++)
        {
            int start = (output - skipped) * problem.Width;
            string? name = label.Task == TaskKind.Multiclass ? label.Classes[output] : null;
            bias[output] = scale.Center + (scale.Scale * point[start]);
            var intercept = new (int, double)[problem.Width];
            intercept[0] = (start, scale.Scale);
            int at = coefficients.Count;
            for (int i = 0; i < design.Columns.Length; i++)
            {
                LinearColumn column = design.Columns[i];
                double factor = scale.Scale / column.Scale, weight = point[start + 1 + i] * factor;
                weights[output, i] = weight;
                bias[output] -= weight * column.Center;
                intercept[i + 1] = (start + 1 + i, -factor * column.Center);
                double? error = inference.IsDetermined[start + 1 + i] ? inference.ErrorOf([(start + 1 + i, factor)]) : null;
                coefficients.Add(inference.Describe(design.Fields[column.Feature].Name, design.LevelOf(column), name, weight, point[start + 1 + i] * scale.Scale, error));
            }

            coefficients.Insert(at, inference.Describe("(intercept)", null, name, bias[output], 0, inference.ErrorOf(intercept)));
        }

        var terms = new List<AdditiveTerm>();
        for (int feature = 0; feature < design.Features.Length; feature++)
        {
            int[] columns = [.. Enumerable.Range(0, design.Columns.Length).Where(i => design.Columns[i].Feature == feature)];
            if (columns.Length > 0) terms.Add(design.Features[feature].Groups.Length > 0 ? Levels(design, feature, columns, weights) : Slope(design, feature, columns, weights));
        }

        return new LinearUnfold(new AdditiveModel(schema.Features.Count(), [.. bias], terms), [.. coefficients]);
    }

    private static SlopeTerm Slope(LinearDesign design, int feature, int[] columns, double[,] weights)
    {
        int outputs = weights.GetLength(0);
        double[] slopes = new double[outputs], missing = new double[outputs];
        for (int output = 0; output < outputs; output++)
        {
            foreach (int i in columns)
            {
                if (design.Columns[i].Level == LinearColumn.Missing) missing[output] += weights[output, i];
                else (slopes[output], missing[output]) = (weights[output, i], missing[output] + (weights[output, i] * design.Features[feature].Mean));
            }
        }

        return new SlopeTerm(feature, [.. slopes], [.. missing]);
    }

    private static TableTerm Levels(LinearDesign design, int feature, int[] columns, double[,] weights)
    {
        FeatureDesign own = design.Features[feature];
        int outputs = weights.GetLength(0), cells = own.CellWeights.Length;
        var values = new double[cells * outputs];
        foreach (int i in columns)
        {
            int cell = design.Columns[i].Level == LinearColumn.Missing ? cells - 1 : design.Columns[i].Level;
            for (int output = 0; output < outputs; output++) values[(cell * outputs) + output] = weights[output, i];
        }

        // What was never missing in training adds, when it is, what the category adds on average.
        double total = own.CellWeights.Sum();
        if (own.CellWeights[^1] == 0)
        {
            for (int output = 0; output < outputs; output++)
                for (int cell = 0; cell < cells - 1; cell++) values[((cells - 1) * outputs) + output] += own.CellWeights[cell] / total * values[(cell * outputs) + output];
        }

        return new TableTerm([TermAxis.Levels(feature, own.Groups)], [.. values], rowWeights: [.. own.CellWeights]);
    }
}
