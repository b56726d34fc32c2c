using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>The tests of one column before the correction for many of them.</summary>
internal sealed record ColumnComparison(ColumnBaseline Reference, DriftMethod Method, long CurrentMissing, long CurrentRows)
{
    public TestResult Test { get; init; } = new(double.NaN, double.NaN);

    /// <summary>The p-value that the verdict rests on.</summary>
    public double SafePValue { get; init; } = double.NaN;

    public double Effect { get; init; } = double.NaN;

    public ImmutableArray<string> NewLevels { get; init; } = [];

    /// <summary>Why the values were not compared.</summary>
    public string? Obstacle { get; init; }

    public Finding? Problem { get; init; }

    public Func<Chart>? Chart { get; init; }

    /// <summary>The p-value of the change of missing rows; NaN when none is missing.</summary>
    public double MissingPValue => Reference.Missing + CurrentMissing == 0 || Problem is not null
        ? double.NaN
        : SparseLevels.PValue([Reference.Missing, Reference.Rows - Reference.Missing], [CurrentMissing, CurrentRows - CurrentMissing]);

    public double ReferenceMissingShare => (double)Reference.Missing / Reference.Rows;

    public double CurrentMissingShare => CurrentRows == 0 ? double.NaN : (double)CurrentMissing / CurrentRows;

    public static ColumnComparison NotAssessed(ColumnBaseline reference, long missing, string obstacle) =>
        new(reference, DriftMethod.NotAssessed, missing, 0) { Obstacle = obstacle };

    public static ColumnComparison WrongType(ColumnBaseline reference, ColumnType current) =>
        Failed(reference, "DRIFT002", $"'{reference.Name}' was {reference.Type} in the reference and is {current} now, which cannot be read as the same; declare its type when it is read.");

    public static ColumnComparison Absent(ColumnBaseline reference, Schema current) =>
        Failed(reference, "DRIFT001", $"'{reference.Name}' is missing in the current data.{(current.NearestName(reference.Name) is { } near ? $" Did you mean '{near}'?" : " Add it, or fit the detector without it.")}");

    private static ColumnComparison Failed(ColumnBaseline reference, string code, string message) =>
        new(reference, DriftMethod.NotAssessed, 0, 0) { Obstacle = message, Problem = new Finding(code, Severity.Error, reference.Name, message) };
}
