using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>What is known of moments: the unit that they are whole in, the hours of the week, and where there are none. Merging parts gives the same as one pass.</summary>
internal sealed class TimeState
{
    private readonly long[] _hours = new long[WeekHours.Count];
    private OccupiedBins _bins = new();
    private TimeGranularity _granularity = TimeGranularity.Year;

    public TimeGranularity? Granularity => _bins.Least is null ? null : _granularity;

    public OccupiedBins Bins => _bins;

    /// <summary>Rows of each day of the week, Monday first.</summary>
    public ImmutableArray<long> Weekdays => [.. _hours.Chunk(24).Select(day => day.Sum())];

    /// <summary>Rows of each hour of the day.</summary>
    public ImmutableArray<long> Hours => [.. Enumerable.Range(0, 24).Select(hour => Enumerable.Range(0, 7).Sum(day => _hours[(24 * day) + hour]))];

    public void Add(ReadOnlySpan<long> ticks)
    {
        WeekHours.Add(ticks, _hours);
        _bins.Add(ticks);
        _granularity = Coarsest(ticks, _granularity);
    }

    public void Merge(TimeState other)
    {
        for (int hour = 0; hour < _hours.Length; hour++) _hours[hour] += other._hours[hour];
        _bins.Merge(other._bins);
        _granularity = (TimeGranularity)Math.Min((int)_granularity, (int)other._granularity);
    }

    public void WriteTo(BinaryWriter writer)
    {
        foreach (long count in _hours) writer.Write7BitEncodedInt64(count);
        writer.Write((byte)_granularity);
        _bins.WriteTo(writer);
    }

    public void ReadFrom(BinaryReader reader, long present)
    {
        for (int hour = 0; hour < _hours.Length; hour++)
        {
            _hours[hour] = reader.Read7BitEncodedInt64();
            SummaryFormat.Require(_hours[hour] >= 0 && _hours[hour] <= present, "hours");
            present -= _hours[hour];
        }

        _granularity = (TimeGranularity)reader.ReadByte();
        SummaryFormat.Require(Enum.IsDefined(_granularity), "granularity");
        _bins = OccupiedBins.ReadFrom(reader);
        SummaryFormat.Require(_bins.Least is null or >= 0 && _bins.Greatest is null || _bins.Greatest <= DateTime.MaxValue.Ticks, "range of moments");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TimeGranularity Coarsest(ReadOnlySpan<long> ticks, TimeGranularity unit)
    {
        foreach (long one in ticks)
        {
            while (unit > TimeGranularity.Fraction && !Fits(one, unit)) unit--;
            if (unit == TimeGranularity.Fraction) break;
        }

        return unit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Fits(long ticks, TimeGranularity unit) => unit switch
    {
        TimeGranularity.Second => ticks % TimeSpan.TicksPerSecond == 0,
        TimeGranularity.Minute => ticks % TimeSpan.TicksPerMinute == 0,
        TimeGranularity.Hour => ticks % TimeSpan.TicksPerHour == 0,
        TimeGranularity.Day => ticks % TimeSpan.TicksPerDay == 0,
        TimeGranularity.Month => ticks % TimeSpan.TicksPerDay == 0 && new DateTime(ticks).Day == 1,
        _ => ticks % TimeSpan.TicksPerDay == 0 && new DateTime(ticks).DayOfYear == 1,
    };
}
