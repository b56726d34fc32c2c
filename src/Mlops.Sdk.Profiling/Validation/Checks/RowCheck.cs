using System.Globalization;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Counts the rows that break a rule about single rows, and keeps the first as examples.</summary>
internal sealed class RowCheck(Rule rule, RowTest test) : RuleCheck(rule)
{
    private readonly ExampleList _examples = new();
    private long _looked;
    private long _failing;

    public RowTest Test => test;

    public override void Add(BatchView batch, Span<ulong> failing)
    {
        Span<ulong> looked = stackalloc ulong[failing.Length];
        test.Mark(batch, looked, failing);
        _looked += RowBits.Count(looked);
        int count = RowBits.Count(failing);
        if (count == 0) return;
        _failing += count;
        _examples.Add(batch, failing, test.Show);
    }

    public override void Merge(RuleCheck other)
    {
        var more = (RowCheck)other;
        _looked += more._looked;
        _failing += more._failing;
        _examples.Merge(more._examples);
    }

    public override RuleResult Conclude(CheckEnd end) => RowVerdict.Of(Rule, _looked, _failing, _examples.Take(end.Options));
}
