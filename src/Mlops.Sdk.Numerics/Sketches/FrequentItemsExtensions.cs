using System.Runtime.InteropServices;

namespace Mlops.Sdk.Numerics;

/// <summary>Frequent texts, without a string for each occurrence.</summary>
public static class FrequentItemsExtensions
{
    /// <summary>Adds a text; a string is made only when it gets a new counter.</summary>
    /// <param name="items">The summary.</param>
    /// <param name="text">The text.</param>
    /// <param name="count">How often, at least 1.</param>
    public static void Add(this FrequentItems<string> items, ReadOnlySpan<char> text, long count = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> lookup = items.Counters.GetAlternateLookup<ReadOnlySpan<char>>();
        CollectionsMarshal.GetValueRefOrAddDefault(lookup, text, out _) += count;
        items.Added(count);
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    /// <param name="items">The summary.</param>
    /// <param name="writer">Where to, in UTF-8.</param>
    public static void WriteTo(this FrequentItems<string> items, BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(items);
        items.WriteTo(writer, static (w, item) => w.Write(item));
    }
}
