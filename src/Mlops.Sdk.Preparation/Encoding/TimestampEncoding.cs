namespace Mlops.Sdk;

/// <summary>What timestamps become.</summary>
public enum TimestampEncoding
{
    /// <summary>Numbers <c>NAME=year</c>, <c>NAME=month</c> (1 to 12), <c>NAME=day_of_week</c> (Monday 1 to Sunday 7) and <c>NAME=hour</c> (0 to 23), those that vary at fit.</summary>
    Parts,

    /// <summary>As <see cref="Parts"/>, with a sine and a cosine (<c>NAME=month_sin</c>, <c>NAME=month_cos</c>) in the place of month, day of week and hour, so that December is near January.</summary>
    Cycles,

    /// <summary>Nothing: the column is left out.</summary>
    Drop,
}
