using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Judges the features of one training table.</summary>
internal sealed class FeatureJudge
{
    private const int MostRows = 100_000;

    private readonly Dataset _data;
    private readonly SelectionOptions _options;
    private readonly FitContext _context;
    private readonly Column[] _features;
    private readonly string?[] _reasons;
    private readonly string?[] _redundant;
    private readonly double?[] _scores;

    public FeatureJudge(Dataset train, SelectionOptions options, FitContext context)
    {
        _data = train.RowCount <= MostRows ? train : train.Take(context.Random.SampleWithoutReplacement(train.RowCount, MostRows));
        _options = options;
        _context = context;
        _features = [.. options.Columns.Resolve(train.Schema).Where(field => field.Role == ColumnRole.Feature).Select(field => _data[field.Name])];
        _reasons = new string?[_features.Length];
        _redundant = new string?[_features.Length];
        _scores = new double?[_features.Length];
    }

    public FeatureScore[] Rank()
    {
        int[] label = FeatureCodes.OfLabel(LabelData.Read(_data));
        Parallel.For(0, _features.Length, _context.Parallel, i => Judge(i, label));
        int[] order = [.. Enumerable.Range(0, _features.Length).OrderByDescending(i => _scores[i] ?? double.PositiveInfinity)];
        DropRedundant(order);
        int kept = 0;
        foreach (int i in order.Where(i => _reasons[i] is null && _scores[i] is not null))
        {
            if (_options.MinimumInformation is { } least && _scores[i] < least) _reasons[i] = FormattableString.Invariant($"tells {_scores[i]:G3} nats of the label, less than {least:G3}");
            else if (++kept > _options.Keep) _reasons[i] = FormattableString.Invariant($"tells less of the label than the {_options.Keep} that are kept");
        }

        return [.. order.Select((i, place) => new FeatureScore(_features[i].Name, _scores[i], place + 1, _reasons[i] is null, _redundant[i], _reasons[i] ?? (_scores[i] is null ? "text is not judged" : "kept")))];
    }

    private void Judge(int i, int[] label)
    {
        if (FeatureCodes.Of(_features[i]) is not { } codes) return;
        _scores[i] = Math.Max(0, MutualInformation.OfCodes(codes, label, millerMadow: true));
        if (FeatureCodes.ShareOfOneValue(_features[i]) is var most && most > _options.MaximumShareOfOneValue)
            _reasons[i] = most >= 1 ? "has one value only" : FormattableString.Invariant($"one value has {most:P2} of the rows");
    }

    /// <summary>Walks from the best feature down and drops each that repeats a better one.</summary>
    private void DropRedundant(int[] order)
    {
        if (_options.MaximumCorrelation >= 1) return;
        var kept = new List<(int Feature, double[] Standard)>();
        foreach (int i in order.Where(i => _reasons[i] is null && _features[i].IsNumeric))
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            if (FeatureCodes.Standardise(_features[i]) is not { } values) continue;
            (int Feature, double[] Standard) = kept.Find(other => Math.Abs(OrderedSums.Dot(other.Standard, values)) > _options.MaximumCorrelation);
            if (Standard is null)
            {
                kept.Add((i, values));
                continue;
            }

            _redundant[i] = _features[Feature].Name;
            _reasons[i] = FormattableString.Invariant($"repeats '{_features[Feature].Name}' (correlation {OrderedSums.Dot(Standard, values):F3})");
        }
    }
}
