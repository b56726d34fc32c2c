using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Keeps conditions within what every store can answer. It goes through them without recursion, for they may be nested as deep as there is memory.</summary>
internal static class FilterLimits
{
    private const int Deepest = 120, MostValues = 30_000;

    /// <exception cref="ArgumentException">The conditions are too deep or too many.</exception>
    public static void Check(RunFilter? filter)
    {
        if (filter is null) return;
        var waiting = new Stack<(RunFilter Filter, int Depth)>();
        waiting.Push((filter, 1));
        long values = 0;
        while (waiting.TryPop(out (RunFilter Filter, int Depth) next))
        {
            if (next.Depth > Deepest) throw new ArgumentException($"The filter is nested deeper than {Deepest} levels. Put what is joined by the same word side by side (RunFilter.All, RunFilter.Any), or search with a part of it and go through what comes (RunFilter.Matches).", nameof(filter));
            switch (next.Filter)
            {
                case AllFilter all:
                    foreach (RunFilter part in all.Filters) waiting.Push((part, next.Depth + 1));
                    break;
                case AnyFilter any:
                    foreach (RunFilter part in any.Filters) waiting.Push((part, next.Depth + 1));
                    break;
                case NotFilter not:
                    waiting.Push((not.Filter, next.Depth + 1));
                    break;
                case TextFilter { Values: { } among }:
                    values += among.Count + 1;
                    break;
                default:
                    // A name and two bounds.
                    values += 3;
                    break;
            }

            if (values > MostValues) throw new ArgumentException($"The filter has more than {MostValues} values, counting names and bounds. Search for some of them at a time.", nameof(filter));
        }
    }
}
