namespace Mlops.Sdk;

/// <summary>The rows that are looked into, as keys.</summary>
/// <param name="schema">Their columns.</param>
/// <param name="most">The most keys that are held.</param>
internal sealed class OverlapKeys(Schema schema, int most) : OverlapPass(ComparedOf(schema))
{
    /// <summary>The features.</summary>
    public KeySet Features { get; } = new(most);

    /// <summary>The features with the label, if there is one.</summary>
    public KeySet Whole { get; } = new(most);

    protected override void Add(ulong[] features, ulong[] whole)
    {
        Features.Add(features);
        if (Schema.Label is not null) Whole.Add(whole);
    }

    private static Schema ComparedOf(Schema schema) => new(schema.Where(field => field.Role is ColumnRole.Feature or ColumnRole.Label).Select(field => field with { Levels = null }));
}
