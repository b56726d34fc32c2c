using System.Collections.Concurrent;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>How sure a single rule has to be, and of tables of which size.</summary>
/// <param name="Rows">The rows that suggestions rest on.</param>
/// <param name="BatchRows">The least rows of a table to be validated.</param>
/// <param name="Alarm">The chance of a false alarm that one rule may have.</param>
/// <param name="Options">The options.</param>
/// <param name="Now">The time of the run in ticks of UTC.</param>
internal sealed record SuggestionScale(int Rows, int BatchRows, double Alarm, SuggestionOptions Options, long Now)
{
    private readonly ConcurrentDictionary<(long, long, double), long> _predicted = new();

    /// <summary>The distance, in standard errors, that both sides of an estimate together leave with the chance of a false alarm.</summary>
    public double Reach { get; } = Normal.Quantile(1 - Alarm / 2);

    public double Confidence => 1 - Alarm;

    /// <summary>How many rows of a batch are present, at least, in a column that is present so often here.</summary>
    public int BatchOf(long present)
    {
        double share = (double)present / Math.Max(1, Rows), expected = BatchRows * share;
        return (int)Math.Max(1, Math.Floor(expected - 3 * Math.Sqrt(expected * (1 - share))));
    }

    /// <summary>The share of a future batch that has to keep a rule which so many rows broke here.</summary>
    /// <returns>At most four digits, rounded down; 0 when no row would have to.</returns>
    public double Mostly(long broken, long looked)
    {
        if (looked == 0) return 0;
        int batch = BatchOf(looked);
        return Math.Max(0, Math.Floor((1 - (double)Predicted(broken, looked, batch, Alarm) / batch) * 10_000) / 10_000);
    }

    /// <summary>Between which limits the share of a value lies in a future batch.</summary>
    public (double Min, double Max) Share(long having, long looked)
    {
        int batch = BatchOf(looked);
        double most = (double)Predicted(having, looked, batch, Alarm / 2) / batch, least = 1 - (double)Predicted(looked - having, looked, batch, Alarm / 2) / batch;
        return (Math.Max(0, Math.Floor(least * 10_000) / 10_000), Math.Min(1, Math.Ceiling(most * 10_000) / 10_000));
    }

    /// <summary>A suggestion of a rule about rows, if enough of a future batch have to keep it.</summary>
    public IEnumerable<RuleSuggestion> OfRows(Rule rule, long broken, long looked, string evidence, double least = 0.05) =>
        Mostly(broken, looked) is var mostly && mostly >= least ? [new RuleSuggestion(rule with { Mostly = mostly }, evidence, Confidence)] : [];

    private long Predicted(long having, long looked, int batch, double alarm) => _predicted.GetOrAdd((having, looked, alarm), _ => BinomialBounds.PredictedUpper(having, looked, batch, alarm));
}
