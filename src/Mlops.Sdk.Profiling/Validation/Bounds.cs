using System.Globalization;

namespace Mlops.Sdk;

/// <summary>Limits of numbers: checked when a rule is made, and put into words.</summary>
internal static class Bounds
{
    public static void Check(double? min, double? max, double tolerance)
    {
        CheckTolerance(tolerance);
        if (min is null && max is null) throw new ArgumentException("Give the least value, the greatest or both.", nameof(min));
        if (min is { } low && !double.IsFinite(low)) throw new ArgumentException($"The least value is {Text(low)}; leave it out when there is none.", nameof(min));
        if (max is { } high && !double.IsFinite(high)) throw new ArgumentException($"The greatest value is {Text(high)}; leave it out when there is none.", nameof(max));
        if (max < min) throw new ArgumentException($"The greatest value, {Text(max.Value)}, is below the least, {Text(min.Value)}.", nameof(max));
    }

    public static void CheckTolerance(double tolerance)
    {
        if (!(tolerance >= 0 && double.IsFinite(tolerance))) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is finite and not negative.");
    }

    public static bool Contains(double value, double? min, double? max, double tolerance = 0) =>
        !double.IsNaN(value) && (min is null || value >= min - tolerance) && (max is null || value <= max + tolerance);

    /// <summary>"between 0 and 120", "at least 0", "above 0 and at most 1".</summary>
    public static string Words(double? min, double? max, bool minExclusive = false, bool maxExclusive = false, double tolerance = 0)
    {
        string slack = tolerance > 0 ? $" (give or take {Text(tolerance)})" : "";
        if (min is { } low && max is { } high && !minExclusive && !maxExclusive) return (low == high ? Text(low) : $"between {Text(low)} and {Text(high)}") + slack;
        string least = min is null ? "" : $"{(minExclusive ? "above" : "at least")} {Text(min.Value)}";
        string most = max is null ? "" : $"{(maxExclusive ? "below" : "at most")} {Text(max.Value)}";
        return (least.Length > 0 && most.Length > 0 ? $"{least} and {most}" : least + most) + slack;
    }

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
