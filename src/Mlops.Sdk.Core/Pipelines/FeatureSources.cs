using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Follows columns through the steps of a fitted pipeline: which raw columns every feature is made from.</summary>
internal static class FeatureSources
{
    public static ImmutableSortedDictionary<string, ValueList<string>> Trace(Schema input, ImmutableArray<FittedStep> steps, Predictor? predictor)
    {
        Dictionary<string, string[]> sources = input.ToDictionary(field => field.Name, field => new[] { field.Name }, StringComparer.Ordinal);
        Schema current = input;
        foreach (FittedStep step in steps)
        {
            HashSet<string> read = [.. step.Inputs.Select(field => field.Name)];
            Schema next = step.OutputSchema(current);
            // What it neither reads nor makes passes through as it is.
            Dictionary<string, string[]> made = next.ToDictionary(
                field => field.Name,
                field => !read.Contains(field.Name) && sources.TryGetValue(field.Name, out string[]? same) ? same : Join(step.SourcesOf(field.Name), sources),
                StringComparer.Ordinal);
            (sources, current) = (made, next);
        }

        IEnumerable<string> features = predictor is null ? current.Select(field => field.Name) : predictor.Inputs.Select(field => field.Name);
        return features.ToImmutableSortedDictionary(name => name, name => new ValueList<string>(sources.GetValueOrDefault(name) ?? [name]), StringComparer.Ordinal);
    }

    private static string[] Join(IReadOnlyList<string> columns, Dictionary<string, string[]> sources) =>
        [.. columns.SelectMany(column => sources.GetValueOrDefault(column) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
