using System.Globalization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>One row must be scored in time.</summary>
internal sealed record LatencyTest : ModelTest
{
    private const int WarmUp = 50;

    private readonly TimeSpan _limit;
    private readonly int _calls;

    public LatencyTest(TimeSpan limit, int calls)
        : base($"one row within {limit.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)} ms", "MTEST007")
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 10);
        _limit = limit;
        _calls = calls;
    }

    internal override ModelTestResult RunCore(ModelTestSubject subject)
    {
        Dataset[] rows = [.. Enumerable.Range(0, Math.Min(subject.Data.RowCount, 100)).Select(row => subject.Data.Slice(row, 1))];
        for (int call = 0; call < WarmUp; call++) subject.Model.Score(rows[call % rows.Length], subject.Cancellation);
        var times = new double[_calls];
        for (int call = 0; call < _calls; call++)
        {
            subject.Cancellation.ThrowIfCancellationRequested();
            long start = subject.Context.Time.GetTimestamp();
            subject.Model.Score(rows[call % rows.Length]);
            times[call] = subject.Context.Time.GetElapsedTime(start).TotalMilliseconds;
        }

        double[] quantiles = Quantiles.Of(times, [0.5, 0.99]);
        return Result(quantiles[1] <= _limit.TotalMilliseconds, quantiles[1], _limit.TotalMilliseconds, $"half of the calls take {ReportNumber.Format(quantiles[0], digits: 3)} ms, 99 of 100 take {ReportNumber.Format(quantiles[1], digits: 3)} ms ({_calls} calls on this machine).") with { Spread = ModelTestSpread.Of("Milliseconds of a call", "Calls", times, _limit.TotalMilliseconds) };
    }
}
