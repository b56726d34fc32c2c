using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Which rows of one batch break which of the rules that set rows aside.</summary>
internal sealed class RowFailures(int rules, int rows)
{
    private readonly ulong[]?[] _bits = new ulong[]?[rules];

    /// <summary>Notes the rows of a run. Each rule has one writer.</summary>
    /// <param name="rule">The place of the rule.</param>
    /// <param name="firstRow">The first row of the run within the batch, a multiple of 64.</param>
    /// <param name="failing">The rows that fail.</param>
    public void Note(int rule, int firstRow, ReadOnlySpan<ulong> failing)
    {
        if (failing.ContainsAnyExcept(0UL)) failing.CopyTo((_bits[rule] ??= new ulong[RowBits.Words(rows)]).AsSpan(firstRow >> 6));
    }

    /// <summary>Notes that no row can be vouched for.</summary>
    public void NoteAll(int rule) => RowBits.Fill(_bits[rule] = new ulong[RowBits.Words(rows)], rows);

    /// <summary>The rows that break at least one rule.</summary>
    public ulong[] Any()
    {
        var any = new ulong[RowBits.Words(rows)];
        foreach (ulong[] bits in _bits.OfType<ulong[]>()) RowBits.Add(any, bits);
        return any;
    }

    /// <summary>The places of the rules that a row breaks.</summary>
    public IEnumerable<int> Of(int row)
    {
        for (int rule = 0; rule < _bits.Length; rule++)
            if (_bits[rule] is { } bits && (bits[row >> 6] >> row & 1) != 0) yield return rule;
    }
}
