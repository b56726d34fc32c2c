namespace Mlops.Sdk;

/// <summary>Matches members of .NET types with columns.</summary>
internal static class MemberNames
{
    /// <summary>The letters and digits in upper case: equal for <c>HoursPerWeek</c>, <c>hours-per-week</c> and <c>hours_per_week</c>.</summary>
    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
