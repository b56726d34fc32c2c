namespace Mlops.Sdk;

/// <summary>Something counted over the rows that one or more checks look at in the end.</summary>
internal abstract class Tally(string group)
{
    /// <summary>The column it reads first.</summary>
    public string Group { get; } = group;

    public abstract void Add(BatchView batch);

    /// <summary>Adds what a tally of the same kind has seen of other rows, which come after these.</summary>
    public abstract void Merge(Tally other);
}
