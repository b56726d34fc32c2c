using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class DataRules
{
    /// <summary>Rules that a table speaks for: presence, types, ranges, sets, shares, quantiles, means, lengths, patterns, uniqueness, order, and relations between columns, each with room for what clean data does by chance.</summary>
    /// <remarks>
    /// Every bound holds for tables of at least <see cref="SuggestionOptions.BatchRows"/> rows drawn like this one; together they are broken by chance with <see cref="SuggestionOptions.FalseAlarmRate"/>.
    /// Halves of the rows are held out: a rule that too few of them keep is left out. Freshness and the number of rows are not suggested, since one table says nothing of them.
    /// About O(columns x rows x log rows), twenty times over for the halves. The same seed gives the same rules.
    /// </remarks>
    /// <param name="data">A clean table.</param>
    /// <param name="options">How careful the rules are; the defaults when null.</param>
    /// <param name="context">Seed, threads and clock.</param>
    /// <param name="cancellationToken">Honoured between columns.</param>
    public static RuleSuggestions Suggest(Dataset data, SuggestionOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new RuleSuggester(options ?? new(), context ?? RunContext.Default, cancellationToken).Run(data);
    }

    /// <summary>Rules that the rows of a source speak for: those of at most <see cref="SuggestionOptions.SampleRows"/> rows taken from it at random, in their order.</summary>
    /// <param name="source">Clean rows, read once in bounded memory.</param>
    /// <param name="options">How careful the rules are; the defaults when null.</param>
    /// <param name="context">Seed, threads and clock.</param>
    /// <param name="cancellationToken">Honoured between batches and columns.</param>
    public static RuleSuggestions Suggest(DataSource source, SuggestionOptions? options = null, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        RunContext run = context ?? RunContext.Default;
        SourceSample sample = source.Reduce(
            schema => new SourceSample(schema, options.SampleRows, RandomStream.For(run.Seed, "rules.sample")),
            (begun, batches) => begun.Add(batches, cancellationToken),
            DataValidator.BatchRows,
            cancellationToken: cancellationToken);
        return Suggest(sample.ToDataset(), options, run, cancellationToken);
    }
}
