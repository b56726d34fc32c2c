namespace Mlops.Sdk;

/// <summary>How the ticks of a timestamp are given to DuckDB.</summary>
internal enum TimestampForm
{
    /// <summary>TIMESTAMP in microseconds; a finer digit is cut.</summary>
    Micros,

    /// <summary>TIMESTAMP in microseconds; a finer digit is an error.</summary>
    ExactMicros,

    /// <summary>TIMESTAMP in nanoseconds, from 1677 to 2262.</summary>
    Nanoseconds,

    /// <summary>BIGINT of ticks, for our own use.</summary>
    Ticks,
}
