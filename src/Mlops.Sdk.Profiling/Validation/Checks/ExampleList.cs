using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The first rows that break a rule, and their values.</summary>
internal sealed class ExampleList
{
    public const int Most = 100;
    private const int MostCharacters = 120;

    private readonly List<RowExample> _examples = [];

    public void Add(BatchView batch, ReadOnlySpan<ulong> failing, Func<BatchView, int, string> show)
    {
        for (int row = RowBits.Next(failing, 0); row >= 0 && _examples.Count < Most; row = RowBits.Next(failing, row + 1))
            _examples.Add(new RowExample(batch.FirstRow + row, Short(show(batch, row))));
    }

    public void AddOne(RowExample example)
    {
        if (_examples.Count < Most) _examples.Add(example with { Value = Short(example.Value ?? "") });
    }

    public void Merge(ExampleList other) => _examples.AddRange(other._examples.Take(Most - _examples.Count));

    /// <summary>The first rows of all that were added, in order, as many as are asked for.</summary>
    public ImmutableArray<RowExample> Take(ValidationOptions options) =>
        [.. _examples.DistinctBy(example => example.Row).OrderBy(example => example.Row).Take(options.MaxExamples).Select(example => options.ShowValues ? example : example with { Value = null })];

    private static string Short(string value) => ColumnWords.Cut(value, MostCharacters);
}
