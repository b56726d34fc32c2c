namespace Mlops.Sdk;

/// <summary>What a model test measured of each segment, or without each column.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Items">The segments or columns, the worst first.</param>
public sealed record ModelTestParts(string What, ValueList<ModelTestPart> Items);

/// <summary>What a model test measured of one segment, or without one column.</summary>
/// <param name="Name">The segment or the column.</param>
/// <param name="Value">What was measured; null where there is no value.</param>
/// <param name="Passed">Whether this part passed.</param>
public sealed record ModelTestPart(string Name, double? Value, bool Passed);
