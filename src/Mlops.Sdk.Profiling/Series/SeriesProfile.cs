using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The table as series in time: the clock, and what each numeric column does at its steps.</summary>
/// <param name="Clock">When rows were observed.</param>
/// <param name="Columns">Features and label that are numbers or flags and have values in at least 30 steps and half of them, at most 100; in the order of the table.</param>
public sealed record SeriesProfile(ClockProfile Clock, ImmutableArray<SeriesColumn> Columns)
{
    /// <summary>The column of a name; null where it is no series.</summary>
    /// <param name="name">The name.</param>
    public SeriesColumn? this[string name] => Columns.FirstOrDefault(column => column.Name == name);
}
