namespace Mlops.Sdk;

/// <summary>The rows that are looked up, and how many of them were found.</summary>
/// <param name="schema">Their columns.</param>
/// <param name="keys">The rows that are looked into.</param>
internal sealed class OverlapLookUps(Schema schema, OverlapKeys keys) : OverlapPass(ComparedOf(schema, keys.Schema))
{
    private readonly OverlapCounter _features = new(keys.Features), _whole = new(keys.Whole);

    public RowOverlap ToOverlap()
    {
        bool hasLabel = Schema.Label is not null;
        Estimate byFeatures = _features.Shared(Rows), byWhole = hasLabel ? _whole.Shared(Rows) : byFeatures;
        return new RowOverlap
        {
            Rows = keys.Rows,
            OtherRows = Rows,
            SharedFeatures = (long)Math.Round(byFeatures.Value),
            SharedRows = hasLabel ? (long)Math.Round(Math.Min(byWhole.Value, byFeatures.Value)) : null,
            Bound = Math.Max(byFeatures.Bound, byWhole.Bound),
            IsExact = _features.IsExact && (!hasLabel || _whole.IsExact),
            Columns = [.. Schema.Features.Select(field => field.Name), .. Schema.Label is { } label ? [label.Name] : Array.Empty<string>()],
        };
    }

    protected override void Add(ulong[] features, ulong[] whole)
    {
        _features.LookUp(features);
        if (Schema.Label is not null) _whole.LookUp(whole);
    }

    private static Schema ComparedOf(Schema schema, Schema keys) => new(keys.Where(field => field.Role == ColumnRole.Feature || schema.Contains(field.Name)));
}
