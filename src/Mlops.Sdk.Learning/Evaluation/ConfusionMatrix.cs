using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How many rows of each class were taken for each class; weights where there are weights.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Counts">Row by row: actual class after actual class, one count for each class decided on.</param>
public sealed record ConfusionMatrix(ImmutableArray<string> Classes, ImmutableArray<double> Counts)
{
    /// <summary>The rows of one class that were taken for another.</summary>
    /// <param name="actual">The class that came true.</param>
    /// <param name="decided">The class decided on.</param>
    /// <exception cref="ArgumentException">It is none of the classes.</exception>
    public double this[string actual, string decided] => Counts[IndexOf(actual) * Classes.Length + IndexOf(decided)];

    private int IndexOf(string name) => Classes.IndexOf(name) is var index and >= 0
        ? index
        : throw new ArgumentException($"'{name}' is none of the classes {string.Join(", ", Classes)}.", nameof(name));
}
