namespace Mlops.Sdk;

/// <summary>How many rows a class is to have.</summary>
/// <param name="Class">The class, as the label writes it.</param>
/// <param name="Rows">Its rows afterwards, at least 1.</param>
public sealed record ClassCount(string Class, int Rows);
