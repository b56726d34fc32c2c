namespace Mlops.Sdk.Numerics;

/// <summary>A scorer of a kind of your own. It is stored by the name of its kind, and read where that is registered (<see cref="ScorerKinds"/>).</summary>
public abstract class CustomScorer : OutlierScorer
{
    /// <summary>A scorer.</summary>
    /// <param name="kindName">The stable name with a prefix of your own, at most 100 bytes: <c>acme.gap</c>.</param>
    /// <param name="columns">How many coordinates a point has, at least 1.</param>
    /// <exception cref="ArgumentException">The name has no prefix, or is too long.</exception>
    protected CustomScorer(string kindName, int columns)
        : base(columns)
    {
        ScorerKinds.RequireName(kindName);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        KindName = kindName;
    }

    /// <summary>The name of the kind.</summary>
    public string KindName { get; }

    private protected sealed override ScorerKind Kind => ScorerKind.Custom;

    internal sealed override void ScoreRows(ReadOnlyMemory<double> rows, Span<double> scores)
    {
        for (int row = 0; row < scores.Length; row++) scores[row] = ScoreOf(rows.Span.Slice(row * Columns, Columns));
    }

    /// <summary>The score of one point: finite, higher for farther out. Called from many threads at once.</summary>
    /// <param name="point">Its coordinates.</param>
    protected abstract double ScoreOf(ReadOnlySpan<double> point);

    /// <summary>Writes what reading needs beside kind and columns; equal states write equal bytes.</summary>
    /// <param name="writer">Where to.</param>
    protected abstract void Store(BinaryWriter writer);

    private protected sealed override void WriteState(BinaryWriter writer)
    {
        ScorerKinds.WriteName(writer, KindName);
        Store(writer);
    }
}
