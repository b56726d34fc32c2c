using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The model that looks at no feature: the share of each class, or the mean of the numbers, by weight where there are weights. What every other model has to beat.</summary>
public sealed class PriorTrainer(PriorOptions? options = null) : Trainer<PriorOptions>(options, LearningJson.Default.PriorOptions)
{
    /// <inheritdoc/>
    public override string Kind => PriorPredictor.KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(problems);
        if (input.Label is null) problems.Add("No column has the role Label. Name it when the data is read (CsvOptions.Label) or with Dataset.WithRole(name, ColumnRole.Label).");
        return input;
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(context);
        context.CancellationToken.ThrowIfCancellationRequested();
        ReadOnlySpan<double> weights = train.Weight is { } column ? MetricData.ReadWeights(column) : [];
        var sums = new double[Math.Max(label.Classes.Length, 1)];
        double total = 0;
        for (int row = 0; row < train.RowCount; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            if (label.Task == TaskKind.Regression) sums[0] += weight * label.Values.Span[row];
            else sums[label.Codes.Span[row]] += weight;
            total += weight;
        }

        if (!(total > 0) || !double.IsFinite(total)) throw new MlopsException("MLO2102", $"The weights add up to {total}; they are at least 0, finite and not all 0. Check the column '{train.Weight?.Name}'.");
        return new PriorPredictor(label.Name, label.Task, label.Classes, new PriorState { Values = [.. sums.Select(sum => sum / total)] });
    }
}
