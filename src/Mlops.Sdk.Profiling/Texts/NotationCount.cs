namespace Mlops.Sdk;

/// <summary>How many dates or numbers of a column are written in one way.</summary>
/// <typeparam name="T"><see cref="DateNotation"/> or <see cref="NumberNotation"/>.</typeparam>
/// <param name="Notation">How they are written.</param>
/// <param name="Count">How many rows.</param>
public sealed record NotationCount<T>(T Notation, long Count)
    where T : struct, Enum;
