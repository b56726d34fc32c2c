using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>One summand of an <see cref="AdditiveModel"/>: a function of one feature or of a few. Immutable.</summary>
public abstract class AdditiveTerm
{
    private protected AdditiveTerm(ImmutableArray<int> features) => Features = features;

    /// <summary>The features it looks at, by index.</summary>
    public ImmutableArray<int> Features { get; }

    /// <summary>How many outputs it adds to.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Adds what the term says of one row. Allocates nothing.</summary>
    /// <param name="row">Feature values; the code of the level for a category, NaN where missing.</param>
    /// <param name="scores">One score an output; is added to.</param>
    public void AddTo(ReadOnlySpan<double> row, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, OutputCount);
        AddRow(row, scores);
    }

    private protected abstract void AddRow(ReadOnlySpan<double> row, Span<double> scores);

    internal abstract void WriteTo(ModelWriter writer);
}
