namespace Mlops.Sdk;

/// <summary>Rows that have something in common.</summary>
/// <param name="Column">The column that tells them apart.</param>
/// <param name="Condition">What they have in common, such as <c>city is Bern</c> or <c>age above 28 to 37</c>.</param>
/// <param name="Rows">The rows, ascending.</param>
internal sealed record DataSegment(string Column, string Condition, int[] Rows);
