using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>Collects what is wrong with a schema, so that a caller hears of everything at once.</summary>
public sealed class SchemaProblems
{
    private readonly List<string> _problems = [];

    /// <summary>What was found so far, one sentence each.</summary>
    public ImmutableArray<string> All => [.. _problems];

    /// <summary>True when nothing is wrong.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>Adds a problem: a sentence that names the column, what is wrong, and the remedy.</summary>
    public void Add(string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(problem);
        if (!_problems.Contains(problem)) _problems.Add(problem);
    }

    /// <summary>Adds that a column is not there, with the nearest name that is.</summary>
    public void AddMissing(Field needed, Schema actual)
    {
        ArgumentNullException.ThrowIfNull(needed);
        ArgumentNullException.ThrowIfNull(actual);
        string near = actual.NearestName(needed.Name) is { } name ? $" Did you mean '{name}'?" : "";
        Add($"Column '{needed.Name}' ({needed.Type}) is missing.{near}");
    }

    /// <summary>Adds that a column has another type than is needed.</summary>
    public void AddWrongType(Field needed, ColumnType actual, string? remedy = null)
    {
        ArgumentNullException.ThrowIfNull(needed);
        Add($"Column '{needed.Name}' must be {needed.Type} and is {actual}. {remedy ?? $"Declare its type when it is read, for example CsvOptions.Types[\"{needed.Name}\"] = ColumnType.{needed.Type}."}");
    }

    /// <summary>Throws when there is a problem.</summary>
    /// <exception cref="SchemaMismatchException">Something is wrong; the message lists it all.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new SchemaMismatchException(_problems);
    }
}
