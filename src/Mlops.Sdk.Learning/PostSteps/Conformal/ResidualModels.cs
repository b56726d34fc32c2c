using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Boosted models of the residual of a predictor, from its features and its prediction: its expected size, or two of its quantiles.</summary>
internal sealed class ResidualModels
{
    private const string Residual = "residual";

    private static readonly BoostingOptions s_options = new() { TreeCount = 60, LeafCount = 8 };

    private readonly ImmutableArray<Field> _fields;
    private readonly ImmutableArray<TreePredictor> _models;

    private ResidualModels(ImmutableArray<Field> fields, ImmutableArray<TreePredictor> models)
    {
        _fields = fields;
        _models = models;
    }

    public ImmutableArray<string> Features => [.. _fields.Select(one => one.Name)];

    /// <summary>Learns one model a loss.</summary>
    /// <param name="predictor">Whose residual it is.</param>
    /// <param name="data">The rows.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="targets">The residuals or their sizes.</param>
    /// <param name="losses">A loss for each model.</param>
    /// <param name="context">Seed and threads.</param>
    public static ResidualModels Fit(Predictor predictor, Dataset data, double[] predicted, double[] targets, BoostingLoss[] losses, FitContext context)
    {
        ImmutableArray<Field> fields = [.. Usable(predictor), new Field(PredictionName(predictor), ColumnType.Number, ColumnRole.Feature)];
        string label = Residual;
        while (fields.Any(field => field.Name == label)) label = "_" + label;
        Dataset rows = Rows(data, fields, predicted).With(new NumberColumn(label, targets), ColumnRole.Label);
        fields = [.. rows.Schema.Features];
        return new ResidualModels(fields, [.. losses.Select((loss, index) => (TreePredictor)new BoostingTrainer(s_options with { Loss = loss }).Fit(rows, context.Run.Child($"residual-{index + 1}"), context.CancellationToken))]);
    }

    /// <summary>What one of the models says.</summary>
    public double[] Score(int model, Dataset data, double[] predicted, CancellationToken cancellationToken) =>
        _models[model].Score(Rows(data, _fields, predicted), cancellationToken).Values.ToArray();

    public void Save(BundleWriter writer)
    {
        for (int index = 0; index < _models.Length; index++) writer.WriteBytes(FormattableString.Invariant($"residual-{index + 1}.bin"), _models[index].Model.ToBytes());
    }

    public static ResidualModels Load(BundleReader reader, Predictor inner, IReadOnlyList<string> features, int count)
    {
        var known = Usable(inner).Append(new Field(PredictionName(inner), ColumnType.Number, ColumnRole.Feature)).ToDictionary(field => field.Name, StringComparer.Ordinal);
        if (features.Count == 0 || !features.All(known.ContainsKey)) throw new InvalidDataException("The models of the residual read columns that the wrapped model does not.");
        ImmutableArray<Field> fields = [.. features.Select(name => known[name])];
        return new ResidualModels(fields, [.. Enumerable.Range(1, count).Select(index =>
            new TreePredictor(Residual, TaskKind.Regression, [], fields, TreeEnsemble.FromBytes(reader.ReadBytes(FormattableString.Invariant($"residual-{index}.bin")).Span), LinkFunction.Identity, new ModelOrigin("boosting", 0, [])))]);
    }

    private static IEnumerable<Field> Usable(Predictor predictor) => predictor.Inputs.Where(field => field.Role != ColumnRole.Ignored && (field.IsNumeric || field.Type == ColumnType.Category)).Select(field => field with { Role = ColumnRole.Feature });

    private static string PredictionName(Predictor predictor)
    {
        string name = $"predicted_{predictor.Label}";
        while (predictor.Inputs.Any(field => field.Name == name)) name = "_" + name;
        return name;
    }

    private static Dataset Rows(Dataset data, ImmutableArray<Field> fields, double[] predicted) =>
        new(fields.Select(field => data.Schema.Contains(field.Name) ? data[field.Name] : new NumberColumn(field.Name, predicted)));
}
